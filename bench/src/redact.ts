import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { find, RULES, type RuleId, scrubText } from '@heartwood/redact';
import { cleanLines, type Mistake, scoreOf, sensitiveLines } from '@heartwood/redact/corpus';

const USAGE = `bench redact: how much is found, how much is found wrongly, and what it costs
  --lines N     labelled lines per corpus (default 100000)
  --clean N     clean lines per corpus (default 500000)
  --seed N      of both corpora (default 1; the tests use another)
  --files DIR   folder of real text for false masks (default: node_modules)
  --mistakes    print some of the mistakes`;

/** Rules that are only observed by default: what they find in documentation is there on purpose. */
const PERSONAL: ReadonlySet<RuleId> = new Set(RULES.filter(({ kind }) => kind === 'personal').map(({ id }) => id));

/** Prints recall and precision by rule, false masks per million lines, and the processor time of a scan beside JSON.stringify of the same text. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      lines: { type: 'string', default: '100000' },
      clean: { type: 'string', default: '500000' },
      seed: { type: 'string', default: '1' },
      files: { type: 'string', default: 'node_modules' },
      mistakes: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const [lines, clean, seed] = [Number(values.lines), Number(values.clean), Number(values.seed)];
  for (const split of ['development', 'heldOut'] as const) {
    console.log(`\n${split}: ${lines} labelled lines, seed ${seed}`);
    const { scores, mistakes } = scoreOf(sensitiveLines(split, seed, lines));
    for (const [rule, { there, recall, precision }] of scores) {
      console.log(
        `  ${rule.padEnd(20)} ${String(there).padStart(7)}  recall ${recall.toFixed(4)}  precision ${precision.toFixed(4)}`,
      );
    }
    if (values.mistakes) show(mistakes);
    const wrong = scoreOf(cleanLines(split, seed + 1, clean).map((text) => ({ text, spans: [] }))).mistakes;
    console.log(`  ${clean} clean lines: ${perMillion(wrong.length, clean)} false findings per million`);
    if (values.mistakes) show(wrong);
  }
  realText(values.files, values.mistakes);
  throughput(seed);
  growth();
}

const perMillion = (count: number, lines: number): string => ((count / lines) * 1e6).toFixed(1);

function show(mistakes: readonly Mistake[]): void {
  for (const { kind, rule, value, line } of mistakes.slice(0, 20))
    console.log(`    ${kind} ${rule}: ${value}  in  ${line.slice(0, 160)}`);
}

/** Real text that nobody made for this purpose. What is found in it is listed by rule: much of it is what it looks like. */
function realText(folder: string, isVerbose: boolean): void {
  const counts = new Map<RuleId, Set<string>>();
  const findings = new Map<RuleId, number>();
  let lines = 0;
  for (const path of [...textFiles(folder), '/var/log/dpkg.log']) {
    for (const line of linesOf(path)) {
      lines++;
      for (const { rule, start, end } of find(line, '', (id) => id !== 'mac') ?? []) {
        findings.set(rule, (findings.get(rule) ?? 0) + 1);
        const seen = counts.get(rule) ?? new Set();
        counts.set(rule, seen.add(line.slice(start, end).slice(0, 60)));
      }
    }
  }
  console.log(`\n${lines} lines of ${folder} (*.md, *.js, *.ts, *.json) and dpkg.log:`);
  for (const [rule, count] of findings) {
    const values = [...(counts.get(rule) ?? [])];
    console.log(
      `  ${rule.padEnd(20)} ${String(count).padStart(6)} findings, ${values.length} different${PERSONAL.has(rule) ? ' (observed, not masked)' : ''}`,
    );
    if (isVerbose && !PERSONAL.has(rule)) console.log(`    ${values.slice(0, 25).join('  ')}`);
  }
  const masks = [...findings].reduce((sum, [rule, count]) => (PERSONAL.has(rule) ? sum : sum + count), 0);
  console.log(`  ${masks} would be masked: ${perMillion(masks, lines)} per million lines`);
}

/** Longer lines are bundles, which no program logs. */
const MAX_LINE = 5_000;

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.length > 0 && line.length <= MAX_LINE);
  } catch (error) {
    console.log(`  ${path} is left out: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

function* textFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* textFiles(path);
    else if (entry.isFile() && /\.(?:md|m?js|cjs|ts|json)$/.test(entry.name)) yield path;
  }
}

/** Lines as programs write them, with nothing in them to mask. */
const TYPICAL: Readonly<Record<string, (index: number) => string>> = {
  'short message': (index) => `Cache warmed with ${index} keys`,
  prose: () => 'The worker has finished its batch and goes back to sleep until the next one comes along',
  url: (index) => `/api/v1/orders/${index}/items?page=2&limit=50`,
  'user agent': (index) =>
    `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${100 + (index % 40)}.0.0.0 Safari/537.36`,
  'access log': (index) =>
    `GET /orders/${index}/items?page=2 HTTP/1.1 200 ${index % 900} 12ms trace=4bf92f3577b34da6a3ce929d0e0e4736`,
  'combined log': (index) =>
    `"GET /shoes/${index}?sort=price&dir=asc HTTP/2.0" 200 ${1_000 + index} "https://shop.example.com/shoes?page=${index % 30}" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36" rt=0.${100 + (index % 900)} cache=MISS`,
  logfmt: (index) =>
    `ts=2026-11-21T10:46:23.${100 + (index % 900)}Z level=info logger=shop.orders msg="order placed" order=ord_${100_000 + index} items=${index % 9} total=${index % 100}.90 currency=EUR took=${index % 300}ms request_id=0190e4d2-7b1c-7${100 + (index % 900)}-9f3a-2b1c4d5e6f70 trace_id=4bf92f3577b34da6a3ce929d0e0e4736`,
  JSON: (index) =>
    JSON.stringify({
      ...{ timestamp: `2026-11-21T10:46:23.${100 + (index % 900)}Z`, level: 'INFO', message: 'Order placed' },
      ...{ logger: 'shop.orders', service: 'shop', environment: 'production', version: '1.4.0', host: 'web-1' },
      ...{ trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', span_id: '00f067aa0ba902b7', order_id: `ord_${index}` },
      ...{ request_id: '0190e4d2-7b1c-7123-9f3a-2b1c4d5e6f70', items: index % 9, total: `${index % 100}.90` },
    }),
  'stack trace': (index) =>
    `TypeError: Cannot read properties of undefined (reading 'id')\n    at placeOrder (/srv/app/dist/orders/place-order.js:${index}:17)\n    at async handler (/srv/app/dist/http/handler.js:88:5)\n    at processTicksAndRejections (node:internal/process/task_queues:95:5)`,
};

/** Scanning beside JSON.stringify of the same lines by processor time, alternating in one run; the cheapest of many rounds. */
function throughput(seed: number): void {
  const sets: Record<string, string[]> = {
    ...Object.fromEntries(
      Object.entries(TYPICAL).map(([name, make]) => [name, Array.from({ length: 2_000 }, (_, index) => make(index))]),
    ),
    'full of look-alikes': cleanLines('development', seed, 2_000),
    'full of secrets': sensitiveLines('development', seed, 2_000).map(({ text }) => text),
  };
  console.log('\nprocessor time, default rules');
  for (const [name, made] of Object.entries(sets)) {
    // As read from outside: flat strings, not the ropes that concatenation leaves.
    const lines = made.map((line) => Buffer.from(line).toString());
    const characters = lines.reduce((sum, line) => sum + line.length, 0);
    const best = { scan: Number.POSITIVE_INFINITY, json: Number.POSITIVE_INFINITY };
    for (let round = 0; round < 20; round++) {
      best.scan = Math.min(best.scan, processorTime(lines, 10, scrubText));
      best.json = Math.min(best.json, processorTime(lines, 10, JSON.stringify));
    }
    const each = (best.scan * 1e3) / lines.length / 10;
    console.log(
      `  ${name.padEnd(20)} ${String(Math.round(characters / lines.length)).padStart(4)} characters  ${each.toFixed(0).padStart(5)} ns a line  ${(best.json / best.scan).toFixed(2)} × the speed of JSON.stringify`,
    );
  }
}

/** What makes a scan look closely, over and over. */
const HOSTILE: readonly string[] = [
  ...[
    '1.1.1.1.',
    '1.2.3.4 -> ',
    'fe80::1:44086 ',
    'a:b:1.2.3.4 ',
    '4111 1111 1111 1111 ',
    '078-05-',
    'DE89 ',
    '123456789:AA',
  ],
  ...[
    'eyJhbGciOiJ9.',
    'sk-ant-',
    'pat.',
    'hvs.a1.',
    'A3-',
    'a@a.a',
    '%40',
    'https://a:b',
    'token=',
    '"token":"',
    'api_key=a1',
    'sig=aB3%2BdE6&se=1 ',
    '%3A%3A',
    '2001%3Adb8%3A',
  ],
  ...[
    'Authorization: Bearer ',
    'Cookie: sid=abcdefg ',
    '-----BEGIN PRIVATE KEY-----\nAAAAAAAAAAAAAAAA',
    'order ',
    '\\n',
    '::',
  ],
];

/** Twice the text has to be twice the work. */
function growth(): void {
  const ratios = HOSTILE.map((piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    const [once, twice] = [text, text + text].map((one) => Buffer.from(one).toString());
    const best = { once: Number.POSITIVE_INFINITY, twice: Number.POSITIVE_INFINITY };
    for (let round = 0; round < 8; round++) {
      best.once = Math.min(best.once, processorTime([once ?? ''], 1, scrubText));
      best.twice = Math.min(best.twice, processorTime([twice ?? ''], 1, scrubText));
    }
    return { piece, ratio: best.twice / best.once };
  }).sort((a, b) => b.ratio - a.ratio);
  console.log(
    '\nprocessor time of 200,000 characters over that of 100,000, the same piece over and over; the highest:',
  );
  for (const { piece, ratio } of ratios.slice(0, 5)) console.log(`  ${ratio.toFixed(2)}  ${JSON.stringify(piece)}`);
}

/** Microseconds of processor time. */
function processorTime(lines: readonly string[], times: number, work: (line: string) => string): number {
  const start = process.cpuUsage();
  let length = 0;
  for (let time = 0; time < times; time++) for (const line of lines) length += work(line).length;
  const { user, system } = process.cpuUsage(start);
  if (length === 0) throw new Error('nothing was done');
  return user + system;
}
