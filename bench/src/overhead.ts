import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const APPLICATION = fileURLToPath(new URL('./overhead/application.js', import.meta.url));
const VARIANTS = ['without', 'context', 'with', 'pino'] as const;
const GOAL = 0.95;

type Variant = (typeof VARIANTS)[number];

/** One round of one framework: requests per second, and the processor time of the server for one request. */
interface Figure {
  readonly rate: number;
  readonly cpuUs: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/**
 * Express and Fastify under load by wrk: without logging, with a context for every request and no entry, and with full request logging to the
 * standard output (/dev/null): one `http.request` entry per request with its ids, times and sizes. Beside it the same with pino as the framework's users have
 * it: pino-http for Express, which writes a line for each request, and Fastify's own logger, which writes two. Every measurement is a server process of its own;
 * the variants alternate. Measured for a handler that does nothing but answer, and for one that works for a while.
 *
 * @param args `--rounds=5 --seconds=4 --warmup=4 --connections=32 --work=0,500 --frameworks=express,fastify --node=<path of another node>`; `work` in
 *   microseconds of processor time per request
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '4' },
      warmup: { type: 'string', default: '4' },
      connections: { type: 'string', default: '32' },
      work: { type: 'string', default: '0,500' },
      frameworks: { type: 'string', default: 'express,fastify' },
      node: { type: 'string', default: process.execPath },
    },
  });
  if (spawnSync('wrk', ['--version']).error) throw new Error('wrk is missing: apt-get install wrk');
  const { stdout: version } = spawnSync(values.node, ['--version'], { encoding: 'utf8' });
  console.log(
    `Node ${version.trim()}, ${values.rounds} rounds of ${values.seconds} s after ${values.warmup} s, ${values.connections} connections`,
  );
  console.log(
    '| | work, µs | requests/s without | with | ratio | with pino | ratio | CPU µs per request without | context | with | with pino | ratio with | with pino |',
  );
  console.log('|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|');
  for (const framework of values.frameworks.split(',')) {
    for (const work of values.work.split(',')) {
      const figures: Record<Variant, Figure[]> = { without: [], context: [], with: [], pino: [] };
      for (let round = 0; round < Number(values.rounds); round++) {
        for (const variant of VARIANTS) figures[variant].push(await measure([framework, variant, work], values));
      }
      console.log(`| ${framework} | ${work} | ${row(figures)} |`);
    }
  }
  console.log(`goal: at least ${GOAL} of the requests`);
}

function row(figures: Record<Variant, readonly Figure[]>): string {
  const of = (variant: Variant, key: keyof Figure): number => median(figures[variant].map((figure) => figure[key]));
  // Neighbours in time are compared with each other, so that what else the machine does counts for both.
  const ratio = (key: keyof Figure, over: Variant, under: Variant): number =>
    median(figures[over].map((figure, round) => figure[key] / (figures[under][round]?.[key] ?? Number.NaN)));
  const rates = ratio('rate', 'with', 'without');
  return [
    ...[of('without', 'rate').toFixed(0), of('with', 'rate').toFixed(0)],
    `${rates.toFixed(3)}${rates < GOAL ? ' (missed)' : ''}`,
    ...[of('pino', 'rate').toFixed(0), ratio('rate', 'pino', 'without').toFixed(3)],
    ...VARIANTS.map((variant) => of(variant, 'cpuUs').toFixed(1)),
    ...[ratio('cpuUs', 'without', 'with').toFixed(3), ratio('cpuUs', 'without', 'pino').toFixed(3)],
  ].join(' | ');
}

interface Load {
  readonly seconds: string;
  readonly warmup: string;
  readonly connections: string;
  readonly node: string;
}

/** @param application framework, variant and work */
async function measure(application: readonly string[], load: Load): Promise<Figure> {
  const nowhere = openSync('/dev/null', 'w');
  const server = spawn(load.node, [APPLICATION, ...application], {
    stdio: ['ignore', nowhere, 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  try {
    const [port] = await once(server, 'message');
    const url = `http://127.0.0.1:${port}/orders/17?expand=items`;
    // Code is optimised by threads that share two processors with the load: it takes seconds.
    await request(url, load.warmup, load.connections);
    const before = await processorTime(server);
    const { requests, rate } = await request(url, load.seconds, load.connections);
    const cpuUs = ((await processorTime(server)) - before) / requests;
    return { rate, cpuUs };
  } finally {
    closeSync(nowhere);
    server.kill('SIGTERM');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  }
}

/** Microseconds of processor time the server has used so far. */
async function processorTime(server: ChildProcess): Promise<number> {
  server.send('cpu');
  const [time] = await once(server, 'message');
  return Number(time);
}

async function request(url: string, seconds: string, connections: string): Promise<{ requests: number; rate: number }> {
  const wrk = spawn('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  wrk.stdout.on('data', (chunk) => {
    output += chunk;
  });
  await once(wrk, 'close');
  const requests = Number(/(\d+) requests in/.exec(output)?.[1]);
  const rate = Number(/Requests\/sec:\s*([\d.]+)/.exec(output)?.[1]);
  if (!(requests > 0) || output.includes('Non-2xx')) throw new Error(`wrk measured nothing:\n${output}`);
  return { requests, rate };
}
