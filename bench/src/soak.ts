import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Sample } from './soak/application.js';
import { LEAST_POINTS, slopeOf } from './soak/slope.js';

const APPLICATION = fileURLToPath(new URL('./soak/application.js', import.meta.url));
const MEGABYTE = 1024 * 1024;

/** Nobody listens on the port of the discard service. */
const DEAD = 'http://127.0.0.1:9';

const MEMORY = {
  'resident (RSS)': (sample: Sample) => sample.memory.rss,
  'heap, garbage included': (sample: Sample) => sample.memory.heapUsed,
  'heap after a full collection': (sample: Sample) => sample.heldBytes,
  'outside the heap': (sample: Sample) => sample.memory.external,
} as const;

/**
 * Whether the memory of an application that logs stays flat: so many entries a second in contexts of requests, to the standard output (/dev/null),
 * to a file that is rotated about every second and its predecessors deleted, and to a Heartwood server that is not there, with a spool that fills up.
 *
 * @param args `--minutes=30 --rate=20000 --warmup=<minutes, a fifth of the whole>`; `--live`: ships to a server that answers as well;
 * `--node=<path of another node>`
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '30' },
      rate: { type: 'string', default: '20000' },
      warmup: { type: 'string' },
      live: { type: 'boolean', default: false },
      node: { type: 'string', default: process.execPath },
    },
  });
  const seconds = Number(values.minutes) * 60;
  const warmup = values.warmup === undefined ? seconds / 5 : Number(values.warmup) * 60;
  if (!(seconds - warmup >= 40)) throw new Error('A line needs at least 40 seconds after the warm-up: --minutes=1');
  const folder = mkdtempSync(join(tmpdir(), 'heartwood-soak-'));
  const server = values.live ? await answeringServer() : undefined;
  try {
    const given = [folder, values.rate, String(seconds), DEAD, server?.url ?? ''];
    const samples = await samplesOf(values.node, given);
    const { stdout: version } = spawnSync(values.node, ['--version'], { encoding: 'utf8' });
    console.log(`Node ${version.trim()}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores`);
    print(samples, warmup, Number(values.rate), folder);
  } finally {
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the application to its end. */
async function samplesOf(node: string, args: string[]): Promise<Sample[]> {
  const samples: Sample[] = [];
  const nowhere = openSync('/dev/null', 'w');
  try {
    const application = fork(APPLICATION, args, {
      execPath: node,
      stdio: ['ignore', nowhere, 'inherit', 'ipc'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    const stop = (): void => void application.kill('SIGTERM');
    process.once('SIGINT', stop);
    application.on('message', (sample: Sample) => {
      samples.push(sample);
      if (process.stderr.isTTY) process.stderr.write(`\r${progress(sample)}`);
    });
    const [status] = await once(application, 'exit');
    process.removeListener('SIGINT', stop);
    if (process.stderr.isTTY) process.stderr.write('\n');
    if (status !== 0) throw new Error(`the application ended with ${status}`);
    return samples;
  } finally {
    closeSync(nowhere);
  }
}

const progress = ({ seconds, memory, stats }: Sample): string =>
  `${seconds.toFixed(0)} s, ${stats.entries} entries, RSS ${(memory.rss / MEGABYTE).toFixed(1)} MB `;

function print(samples: readonly Sample[], warmup: number, rate: number, folder: string): void {
  const measured = samples.filter((sample) => sample.seconds >= warmup);
  const [first, last] = [measured[0], measured.at(-1)];
  if (first === undefined || last === undefined) throw new Error('the application reported nothing');
  const took = last.seconds - first.seconds;
  console.log(`${(took / 60).toFixed(1)} minutes after ${(first.seconds / 60).toFixed(1)} of warm-up`);
  console.log(
    '\n| memory | start, MB | end, MB | highest, MB | slope, MB/h | 95 % interval |\n|---|--:|--:|--:|--:|--:|',
  );
  for (const [name, of] of Object.entries(MEMORY)) {
    const points = measured.flatMap((sample) => {
      const bytes = of(sample);
      return bytes === undefined ? [] : [[sample.seconds / 3_600, bytes / MEGABYTE] as const];
    });
    if (points.length < LEAST_POINTS) {
      console.log(`| ${name} | – | – | – | – | only ${points.length} samples |`);
      continue;
    }
    const edge = Math.min(30, points.length >> 2);
    const { slope, margin } = slopeOf(points);
    const highest = Math.max(...points.map(([, value]) => value));
    console.log(
      `| ${name} | ${average(points.slice(0, edge))} | ${average(points.slice(-edge))} | ${highest.toFixed(1)} | ${slope.toFixed(1)} | ${(slope - margin).toFixed(1)} to ${(slope + margin).toFixed(1)} |`,
    );
  }
  const perSecond = (last.stats.entries - first.stats.entries) / took;
  console.log('\n| | |\n|---|--:|');
  const row = (name: string, value: number | string): void => console.log(`| ${name} | ${value} |`);
  row('entries a second, wanted', rate);
  row('entries a second, logged', perSecond.toFixed(0));
  row('processor time, share of one core', `${((100 * (last.cpuSeconds - first.cpuSeconds)) / took).toFixed(0)} %`);
  row('entries logged', last.stats.entries);
  row('written in part, failed in a sink', `${last.stats.degraded}, ${last.stats.sinkFailures}`);
  for (const [name, counts] of Object.entries(last.stats.sinks)) {
    const shown = Object.entries(counts).map(([count, value]) => `${count} ${value}`);
    row(`\`${name}\``, shown.join(', '));
  }
  row('log files at the end', `${files(join(folder, 'logs')).length}, ${megabytes(join(folder, 'logs'))} MB`);
  row('spool at the end', `${megabytes(join(folder, 'spool'))} MB`);
  console.log('\nstart, end: averages over 30 samples, one a second');
}

const average = (points: readonly (readonly [number, number])[]): string =>
  (points.reduce((total, [, value]) => total + value, 0) / points.length).toFixed(1);

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

const megabytes = (folder: string): string =>
  (files(folder).reduce((total, path) => total + statSync(path).size, 0) / MEGABYTE).toFixed(0);

/** A server that takes whatever it is sent. */
async function answeringServer(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(204).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
