import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { find, RULES, type RuleId, scrubText } from '@heartwood/redact';
import { cleanLines, type LabelledLine, type Mistake, scoreOf, sensitiveLines } from '@heartwood/redact/corpus';

const USAGE = `bench redact: how much is found, how much is found wrongly, and what it costs
  --lines N     labelled lines per corpus (default 100000)
  --clean N     clean lines per corpus (default 500000)
  --seed N      of both corpora (default 1; the tests use another)
  --files DIR   folder of real text for false masks (default: node_modules)
  --mistakes    print some of the mistakes`;

/** Rules that are only observed by default: what they find in documentation is there on purpose. */
const PERSONAL: ReadonlySet<RuleId> = new Set(RULES.filter(({ kind }) => kind === 'personal').map(({ id }) => id));

/** Prints recall and precision by rule, false masks per million lines, and MB/s beside JSON.stringify of the same text. */
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
  console.log(`\n${lines} lines of ${folder} (*.md, *.js, *.ts) and dpkg.log:`);
  for (const [rule, count] of findings) {
    const values = [...(counts.get(rule) ?? [])];
    console.log(
      `  ${rule.padEnd(20)} ${String(count).padStart(6)} findings, ${values.length} different${PERSONAL.has(rule) ? ' (observed, not masked)' : ''}`,
    );
    if (isVerbose && !PERSONAL.has(rule)) console.log(`    ${values.slice(0, 25).join('  ')}`);
  }
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
    else if (entry.isFile() && /\.(?:md|m?js|cjs|ts)$/.test(entry.name)) yield path;
  }
}

/** Scanning beside JSON.stringify of the same lines, alternating in one run; the fastest of many rounds, as both only lose to noise. */
function throughput(seed: number): void {
  const labelled = (lines: readonly LabelledLine[]): string[] => lines.map(({ text }) => text);
  const sets: Record<string, string[]> = {
    'short messages': Array.from({ length: 5_000 }, (_, index) => `Cache warmed with ${index} keys`),
    prose: Array.from(
      { length: 5_000 },
      () => 'The worker has finished its batch and goes back to sleep until the next one comes along',
    ),
    'access log': Array.from(
      { length: 5_000 },
      (_, index) =>
        `GET /orders/${index}/items?page=2 HTTP/1.1 200 ${index % 900} 12ms trace=4bf92f3577b34da6a3ce929d0e0e4736`,
    ),
    'full of look-alikes': cleanLines('development', seed, 5_000),
    'full of secrets': labelled(sensitiveLines('development', seed, 5_000)),
  };
  console.log('\nthroughput, default rules');
  for (const [name, made] of Object.entries(sets)) {
    // As read from outside: flat strings, not the ropes that concatenation leaves.
    const lines = made.map((line) => Buffer.from(line).toString());
    const characters = lines.reduce((sum, line) => sum + line.length, 0);
    const best = { scan: Number.POSITIVE_INFINITY, json: Number.POSITIVE_INFINITY };
    for (let round = 0; round < 40; round++) {
      best.scan = Math.min(best.scan, timed(lines, scrubText));
      best.json = Math.min(best.json, timed(lines, JSON.stringify));
    }
    const rate = (ms: number): string => (characters / 1_000 / ms).toFixed(0).padStart(5);
    const each = ((best.scan * 1e6) / lines.length).toFixed(0).padStart(5);
    console.log(
      `  ${name.padEnd(20)} ${rate(best.scan)} MB/s  ${each} ns a line  ${(best.json / best.scan).toFixed(2)} × JSON.stringify (${rate(best.json).trim()} MB/s)`,
    );
  }
}

function timed(lines: readonly string[], work: (line: string) => string): number {
  const start = performance.now();
  let length = 0;
  for (const line of lines) length += work(line).length;
  const elapsed = performance.now() - start;
  if (length === 0) throw new Error('nothing was done');
  return elapsed;
}
