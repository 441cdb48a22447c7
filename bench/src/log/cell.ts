import { mkdtempSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { serializerModule } from '@heartwood/log';
import type { CaseName, Subject } from './cases.js';
import { destination, type Write } from './destination.js';
import { heartwood, orderFailed, orderPaid, orderPlaced, ROTATION } from './heartwood.js';

/** Every library, by the name it has on the command line. `own`: its own destination instead of the shared one. */
const SUBJECTS: Readonly<Record<string, (write: Write) => Subject | Promise<Subject>>> = {
  heartwood,
  'heartwood-closures': heartwood,
  'heartwood-compiled': async (write) => heartwood(write, await compiled()),
  'heartwood-own': () => heartwood(undefined),
  pino: async (write) => (await import('./pino.js')).pinoSubject(write),
  'pino-own': async () => (await import('./pino.js')).pinoSubject(undefined),
  winston: async (write) => (await import('./winston.js')).winstonSubject(write),
  logtape: async (write) => (await import('./logtape.js')).logtapeSubject(write),
  evlog: async (write) => (await import('./evlog.js')).evlogSubject(write),
  roarr: async (write) => (await import('./roarr.js')).roarrSubject(write),
};

async function compiled() {
  const directory = mkdtempSync(join(tmpdir(), 'heartwood-bench-log-'));
  try {
    const path = join(directory, 'serializers.mjs');
    writeFileSync(path, serializerModule([orderPlaced, orderPaid, orderFailed, ...ROTATION]));
    return (await import(path)).serializers;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const BATCH = 5_000;

/** CPU nanoseconds per call, collection of garbage included: the machine may be busy with something else. */
async function measure(run: () => void, milliseconds: number): Promise<number[]> {
  const batches: number[] = [];
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    const start = process.cpuUsage();
    for (let call = 0; call < BATCH; call++) run();
    // What a library puts off to the end of the tick belongs to its calls.
    await new Promise((resolve) => setImmediate(resolve));
    const { user, system } = process.cpuUsage(start);
    batches.push(((user + system) * 1_000) / BATCH);
  }
  return batches;
}

/** node cell.js <library> <case> <null|file> <milliseconds>: prints the 25th percentile of all batches on descriptor 3. */
const [library = '', name = '', sink = '', milliseconds = ''] = process.argv.slice(2);
const subject = await SUBJECTS[library]?.(destination(sink === 'file' ? 'file' : 'null'));
const run = subject?.[name as CaseName];
if (run === undefined) writeSync(3, 'null');
else {
  await measure(run, Number(milliseconds) / 2);
  const batches = (await measure(run, Number(milliseconds))).sort((a, b) => a - b);
  writeSync(3, JSON.stringify(batches[batches.length >> 2]));
}
process.exit(0);
