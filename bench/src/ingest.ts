import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadConfig, startServer } from '@heartwood/server';
import { bulkInsert, makeRows, type Rows } from './ingest/bulk-insert.js';
import type { ClientAnswer, ClientJob } from './ingest/client.js';
import { comparisonRatio } from './ingest/comparison.js';
import { fingerprint, makeBodies } from './ingest/entries.js';

const USAGE = `bench ingest: acknowledged (fsynced) rows/s over HTTP beside the engine's own bulk insert of the same rows
  --rows N          entries per round (default 200000)
  --rounds N        rounds, alternating; the median is printed (default 3)
  --connections N   connections of the client process (default 4)
  --body BYTES      NDJSON bytes per request, not compressed (default 5000000)
  --dir PATH        where the data goes (default: the temporary directory; use a real disk, not tmpfs)`;

interface Served {
  readonly acknowledgedMs: number;
  /** From the first byte sent until every row can be counted in the engine. */
  readonly searchableMs: number;
}

/** Prints both speeds and their ratio; the goal is 0.6. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '200000' },
      rounds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '4' },
      body: { type: 'string', default: '5000000' },
      dir: { type: 'string', default: tmpdir() },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const job = {
    rows: Number(values.rows),
    bodyBytes: Number(values.body),
    connections: Number(values.connections),
    until: Date.now(),
  };
  const bodies = makeBodies(job.rows, job.bodyBytes, job.until);
  const rows = await makeRows(bodies);
  const megabytes = bodies.reduce((sum, { length }) => sum + length, 0) / 1e6;
  console.log(
    `${job.rows} entries, ${megabytes.toFixed(0)} MB of NDJSON (${fingerprint(bodies)}), ${job.connections} connections`,
  );

  const compared = await comparisonRatio(job.until);

  const bulk: number[] = [];
  const served: Served[] = [];
  for (let round = 1; round <= Number(values.rounds); round++) {
    bulk.push(await bulkInsert(rows, values.dir));
    served.push(await serve(job, values.dir));
    console.log(
      `round ${round}: bulk ${speed(rows, bulk.at(-1))}, acknowledged ${speed(rows, served.at(-1)?.acknowledgedMs)}`,
    );
  }

  const bulkMs = median(bulk);
  const acknowledgedMs = median(served.map((round) => round.acknowledgedMs));
  const searchableMs = median(served.map((round) => round.searchableMs));
  console.log(`pipeline alone, one core    ${speed(rows, rows.pipelineMs)}`);
  console.log(
    `  with every entry compared with its declaration   ratio ${compared.toFixed(3)} in processor time (goal 1.03)`,
  );
  console.log(`engine's own bulk insert    ${speed(rows, bulkMs)}`);
  console.log(
    `acknowledged over HTTP      ${speed(rows, acknowledgedMs)}   ratio ${(bulkMs / acknowledgedMs).toFixed(2)} (goal 0.60)`,
  );
  console.log(`searchable, end to end      ${speed(rows, searchableMs)}   ratio ${(bulkMs / searchableMs).toFixed(2)}`);
}

const speed = (rows: Rows, ms = Number.NaN): string =>
  `${Math.round(rows.count / (ms / 1_000))
    .toLocaleString('en')
    .padStart(8)} rows/s`;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** One round with a fresh server in this process and the client in another. */
async function serve(job: Omit<ClientJob, 'url' | 'key'>, dir: string): Promise<Served> {
  const home = await mkdtemp(join(dir, 'heartwood-bench-ingest-'));
  const config = loadConfig({
    environment: {},
    workingDirectory: home,
    overrides: { data_dir: join(home, 'data'), listen: { port: 0 }, log: { level: 'WARNING' } },
  });
  const server = await startServer(config);
  try {
    const key = (await readFile(join(home, 'data', 'keys', 'local.key'), 'utf8')).trim();
    const client = fork(fileURLToPath(new URL('./ingest/client.js', import.meta.url)), [
      JSON.stringify({ ...job, url: server.url, key } satisfies ClientJob),
    ]);
    await answerOf(client, 'ready');
    const start = performance.now();
    client.send('go');
    const done = await answerOf(client, 'done');
    if (done.accepted !== job.rows) throw new Error(`${done.accepted} of ${job.rows} rows were accepted`);
    await untilStored(server.url, key, job.rows);
    return { acknowledgedMs: done.ms, searchableMs: performance.now() - start };
  } finally {
    await server.close();
    await rm(home, { recursive: true, force: true });
  }
}

async function answerOf<Kind extends ClientAnswer['kind']>(
  client: ChildProcess,
  kind: Kind,
): Promise<Extract<ClientAnswer, { kind: Kind }>> {
  const ended = once(client, 'exit').then(([code]) => {
    throw new Error(`the client process ended with ${code}`);
  });
  const [message] = (await Promise.race([once(client, 'message'), ended])) as [ClientAnswer];
  ended.catch(() => undefined);
  if (message.kind !== kind) throw new Error(`the client answered ${message.kind} instead of ${kind}`);
  return message as Extract<ClientAnswer, { kind: Kind }>;
}

/** The server counts the rows the engine has taken; its own few log entries are among them. */
async function untilStored(url: string, key: string, rows: number): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${key}` } });
    const inserted = /^heartwood_insert_rows_total (\d+)/m.exec(await response.text())?.[1];
    if (Number(inserted ?? 0) >= rows) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
