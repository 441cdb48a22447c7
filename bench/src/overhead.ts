import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const APPLICATION = fileURLToPath(new URL('./overhead/application.js', import.meta.url));
const FRAMEWORKS = ['express', 'fastify'] as const;
const VARIANTS = ['without', 'with'] as const;
const GOAL = 0.95;

/** One round of one framework: requests per second, and the processor time of the server for one request. */
interface Figure {
  readonly rate: number;
  readonly cpuUs: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/**
 * Express and Fastify under load by wrk, without logging and with full request logging to the standard output (/dev/null): one
 * `http.request` entry per request with its ids, times and sizes. Every measurement is a server process of its own; the two variants alternate.
 *
 * @param args `--rounds=5 --seconds=4 --connections=32`
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '4' },
      connections: { type: 'string', default: '32' },
    },
  });
  if (spawnSync('wrk', ['--version']).error) throw new Error('wrk is missing: apt-get install wrk');
  console.log(
    `Node ${process.version}, ${values.rounds} rounds of ${values.seconds} s, ${values.connections} connections`,
  );
  console.log('| | without: requests/s | with | ratio | without: CPU µs per request | with | ratio |');
  console.log('|---|--:|--:|--:|--:|--:|--:|');
  for (const framework of FRAMEWORKS) {
    const figures = { without: [] as Figure[], with: [] as Figure[] };
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const variant of VARIANTS) figures[variant].push(await measure(framework, variant, values));
    }
    const of = (variant: (typeof VARIANTS)[number], key: keyof Figure): number =>
      median(figures[variant].map((figure) => figure[key]));
    // Neighbours in time are compared with each other, so that what else the machine does counts for both.
    const ratio = (key: keyof Figure, [over, under]: readonly [keyof typeof figures, keyof typeof figures]): number =>
      median(figures[over].map((figure, round) => figure[key] / (figures[under][round]?.[key] ?? Number.NaN)));
    const rates = ratio('rate', ['with', 'without']);
    console.log(
      `| ${framework} | ${of('without', 'rate').toFixed(0)} | ${of('with', 'rate').toFixed(0)} | ${rates.toFixed(3)}${rates < GOAL ? ' (missed)' : ''} | ${of('without', 'cpuUs').toFixed(1)} | ${of('with', 'cpuUs').toFixed(1)} | ${ratio('cpuUs', ['without', 'with']).toFixed(3)} |`,
    );
  }
  console.log(`goal: at least ${GOAL} of the requests`);
}

async function measure(
  framework: string,
  variant: string,
  { seconds, connections }: { seconds: string; connections: string },
): Promise<Figure> {
  const nowhere = openSync('/dev/null', 'w');
  const server = spawn(process.execPath, [APPLICATION, framework, variant], {
    stdio: ['ignore', nowhere, 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  try {
    const [port] = await once(server, 'message');
    const url = `http://127.0.0.1:${port}/orders/17?expand=items`;
    await load(url, '1', connections);
    const before = await processorTime(server);
    const { requests, rate } = await load(url, seconds, connections);
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

async function load(url: string, seconds: string, connections: string): Promise<{ requests: number; rate: number }> {
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
