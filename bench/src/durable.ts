import { execFile } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { createLogger, file, heartwood, type Sink } from '@heartwood/log';

const USAGE = `bench durable: what it costs that a killed process loses nothing; processor time per entry by sink
  --rounds N        rounds, the cells alternating (default 5; the median is printed)
  --entries N       entries of a round (default 100000)`;

/** Entries of one tick, as of some requests that are answered at once. */
const BURST = 400;

/** Nobody listens there: entries stay in the spool, and shipping takes no time. */
const NOWHERE = 'http://127.0.0.1:9';

const CELLS: Readonly<Record<string, (dir: string) => Sink>> = {
  file: (dir) => file({ path: join(dir, 'a.log'), rotationBytes: 1e12 }),
  'heartwood, tick': (dir) => heartwood({ url: NOWHERE, spoolDir: dir, durable: 'tick' }),
  'heartwood, call': (dir) => heartwood({ url: NOWHERE, spoolDir: dir, durable: 'call' }),
  'a writeSync per line': bare,
};

/** The floor: one system call for every line, and nothing else. */
function bare(dir: string): Sink {
  const descriptor = openSync(join(dir, 'bare.log'), 'w');
  let written = 0;
  return {
    name: 'bare',
    write(line) {
      writeSync(descriptor, line);
      written++;
    },
    async close() {
      closeSync(descriptor);
    },
    stats: () => ({ written, dropped: 0 }),
  };
}

/** Prints µs of processor time per entry and the ratio to the file sink, each cell in a process of its own. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      cell: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      entries: { type: 'string', default: '100000' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const entries = Number(values.entries);
  if (values.cell !== undefined) return console.log(await measure(values.cell, entries));
  const samples = new Map<string, number[]>(Object.keys(CELLS).map((name) => [name, []]));
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [name, found] of samples) found.push(await inOwnProcess(name, entries));
  const medians = [...samples].map(([name, found]) => ({ name, µs: median(found) }));
  const reference = medians[0]?.µs ?? Number.NaN;
  console.table(
    Object.fromEntries(
      medians.map(({ name, µs }) => [name, { 'µs per entry': µs.toFixed(2), ratio: (µs / reference).toFixed(2) }]),
    ),
  );
}

async function inOwnProcess(cell: string, entries: number): Promise<number> {
  const main = process.argv[1] ?? '';
  const { stdout } = await promisify(execFile)(process.execPath, [
    main,
    'durable',
    '--cell',
    cell,
    '--entries',
    String(entries),
  ]);
  return Number(stdout);
}

async function measure(cell: string, entries: number): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), 'heartwood-bench-durable-'));
  const make = CELLS[cell];
  if (make === undefined) throw new RangeError(`there is no cell '${cell}'`);
  try {
    const log = createLogger({
      service: 'shop',
      environment: 'production',
      env: {},
      handleExit: false,
      sinks: [make(dir)],
    });
    const logAll = async (): Promise<void> => {
      for (let n = 0; n < entries; ) {
        for (const end = n + BURST; n < end; n++)
          log.info('Order placed', { order: `o_${n}`, amount: 1299, currency: 'EUR', items: 3, customer: 'c_1' });
        await new Promise(setImmediate);
      }
    };
    // Once to warm up and to open the spool.
    await logAll();
    const before = process.cpuUsage();
    await logAll();
    const { user, system } = process.cpuUsage(before);
    await log.close({ timeoutMs: 0 });
    return (user + system) / entries;
  } finally {
    await rm(dir, { recursive: true });
  }
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
