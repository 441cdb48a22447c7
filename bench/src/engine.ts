import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '@heartwood/engine';

const ROWS_PER_BATCH = 10_000;
const DEFAULT_BATCHES = 40;
const SERVICES = ['checkout', 'catalog', 'invoices', 'worker', 'gateway'];
const WORDS =
  'cache warmed order paid retry scheduled invoice approved session opened index rebuilt message sent'.split(' ');

/** A table like the server's, with what costs: many columns, a text index and bloom filters. */
const TABLE = (name: string, settings: string): string => `
  CREATE TABLE ${name} (
    timestamp DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)), id UUID CODEC(ZSTD(1)),
    level LowCardinality(String), service LowCardinality(String), host LowCardinality(String), pid UInt32,
    message String CODEC(ZSTD(1)), trace_id String CODEC(ZSTD(1)), request_id String CODEC(ZSTD(1)),
    user_id String CODEC(ZSTD(1)), duration_ms Float64 CODEC(ZSTD(1)), fields Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    INDEX message_text lower(message) TYPE text(tokenizer = 'splitByNonAlpha'),
    INDEX trace trace_id TYPE bloom_filter(0.001), INDEX user user_id TYPE bloom_filter(0.01)
  ) ENGINE = MergeTree PARTITION BY toDate(timestamp) ORDER BY (toStartOfFiveMinutes(timestamp), service, timestamp)
  SETTINGS ${settings}`;

function hex(digits: number): string {
  let text = '';
  while (text.length < digits)
    text += Math.floor(Math.random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, digits);
}

function batch(first: number): Buffer {
  const start = Date.UTC(2026, 0, 1);
  const lines: string[] = [];
  for (let row = first; row < first + ROWS_PER_BATCH; row += 1) {
    const id = hex(32);
    lines.push(
      JSON.stringify({
        timestamp: new Date(start + row * 20).toISOString(),
        id: `${id.slice(0, 8)}-${id.slice(8, 12)}-7${id.slice(13, 16)}-8${id.slice(17, 20)}-${id.slice(20)}`,
        level: row % 50 === 0 ? 'ERROR' : 'INFO',
        service: SERVICES[row % SERVICES.length],
        host: `host-${row % 8}`,
        pid: 1000 + (row % 16),
        message: Array.from({ length: 4 + (row % 10) }, () => WORDS[Math.floor(Math.random() * WORDS.length)]).join(
          ' ',
        ),
        trace_id: hex(32),
        request_id: hex(32),
        user_id: `u_${row % 5000}`,
        duration_ms: Math.round(Math.random() * 1e5) / 100,
        fields: { route: `/orders/${row % 100}`, status: String(200 + (row % 5)) },
      }),
    );
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}

async function residentMegabytes(pid: number | undefined): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const of = (name: string): number =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return status === '' ? 'not known on this platform' : `${of('VmRSS')} MB now, ${of('VmHWM')} MB at most`;
}

async function roundTrip(engine: Engine, query: string): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < 300; run += 1) {
    const start = performance.now();
    await (await engine.reader.query({ query, format: 'JSONEachRow' })).json();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);

/** `npm run bench engine [batches]`: open time, round trip, insert rows/s with and without fsync, resident memory. */
export async function run(args: string[]): Promise<void> {
  const batches = Number(args[0] ?? DEFAULT_BATCHES);
  const dir = await mkdtemp(join(tmpdir(), 'heartwood-bench-engine-'));
  try {
    const opening = performance.now();
    const engine = await createEngine({ embedded: { dir } });
    console.log(`open, empty directory       ${Math.round(performance.now() - opening)} ms`);
    console.log(`memory, idle                ${await residentMegabytes(engine.pid)}`);
    const trip = await roundTrip(engine, 'SELECT 1 AS x LIMIT 1');
    console.log(`round trip of SELECT 1      p50 ${at(trip, 0.5)} ms, p99 ${at(trip, 0.99)} ms`);

    const tables = [
      ['durable', 'fsync_after_insert = 1, fsync_part_directory = 1'],
      ['unsafe', 'fsync_after_insert = 0, fsync_part_directory = 0'],
    ] as const;
    const spent = { durable: 0, unsafe: 0 };
    let bytes = 0;
    for (const [name, settings] of tables) await engine.writer.command({ query: TABLE(name, settings) });
    for (let index = 0; index < batches; index += 1) {
      const body = batch(index * ROWS_PER_BATCH);
      bytes += body.length;
      // Alternating, so that both meet the same merges.
      for (const [name] of index % 2 === 0 ? tables : [...tables].reverse()) {
        const start = performance.now();
        await engine.insert({ table: name, format: 'JSONEachRow', body, deduplicationToken: `bench:${index}` });
        spent[name] += performance.now() - start;
      }
    }
    const rate = (ms: number): number => Math.round((batches * ROWS_PER_BATCH * 1000) / ms);
    console.log(
      `insert, fsynced             ${rate(spent.durable)} rows/s (${batches} batches of ${ROWS_PER_BATCH} rows, ${Math.round(bytes / batches / 1e5) / 10} MB each)`,
    );
    console.log(`insert, not fsynced         ${rate(spent.unsafe)} rows/s`);
    console.log(
      `cost of fsync               ${((spent.durable / spent.unsafe - 1) * 100).toFixed(0)} %, ${((spent.durable - spent.unsafe) / batches).toFixed(1)} ms per insert`,
    );
    const small = Buffer.from(batch(0).toString('utf8').split('\n').slice(0, 500).join('\n'));
    const started = performance.now();
    for (let run = 0; run < 20; run += 1) {
      await engine.insert({ table: 'durable', format: 'JSONEachRow', body: small, deduplicationToken: `small:${run}` });
    }
    console.log(`insert of 500 rows          ${((performance.now() - started) / 20).toFixed(1)} ms`);
    const needle = await roundTrip(engine, "SELECT message FROM durable WHERE trace_id = 'none' LIMIT 10");
    console.log(`needle by trace id          p50 ${at(needle, 0.5)} ms, p99 ${at(needle, 0.99)} ms`);
    console.log(`memory, after the inserts   ${await residentMegabytes(engine.pid)}`);
    const closing = performance.now();
    await engine.close();
    console.log(`close                       ${Math.round(performance.now() - closing)} ms`);
    const reopening = performance.now();
    const again = await createEngine({ embedded: { dir } });
    console.log(`open, ${batches * ROWS_PER_BATCH * 2} rows          ${Math.round(performance.now() - reopening)} ms`);
    await again.close();
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
