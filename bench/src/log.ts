import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CASES, type CaseName } from './log/cases.js';

const CELL = fileURLToPath(new URL('./log/cell.js', import.meta.url));

/** A goal: Heartwood's throughput over another's, in one case and with one sink. */
interface Goal {
  readonly text: string;
  readonly goal: number;
  readonly ratio: (figure: (library: string, name: CaseName, sink: string) => number) => number;
}

const over =
  (peer: string, ours: string, name: CaseName, sink = 'file'): Goal['ratio'] =>
  (figure) =>
    figure(peer, name, sink) / figure(ours, name, sink);

/** The goals of the project, each a ratio of this run. */
const GOALS: readonly Goal[] = [
  { text: 'typed, context, pino as shipped', goal: 4, ratio: over('pino-own', 'heartwood-own', 'context') },
  { text: 'typed, context, same sink', goal: 2.3, ratio: over('pino', 'heartwood', 'context') },
  { text: 'redacted, pino as shipped', goal: 6, ratio: over('pino-own', 'heartwood-own', 'redacted') },
  { text: 'redacted, same sink', goal: 5, ratio: over('pino', 'heartwood', 'redacted') },
  { text: 'closures, context, same sink', goal: 1.8, ratio: over('pino', 'heartwood-closures', 'context') },
  { text: 'closures, redacted, same sink', goal: 1.8, ratio: over('pino', 'heartwood-closures', 'redacted') },
  { text: 'compiled, context, same sink', goal: 2.3, ratio: over('pino', 'heartwood-compiled', 'context') },
  {
    text: 'one type over 20 types in rotation (at least 1 / 1.25)',
    goal: 0.8,
    ratio: (figure) => figure('heartwood', 'context', 'file') / figure('heartwood', 'rotation', 'file'),
  },
  { text: 'free-form, same sink', goal: 1.2, ratio: over('pino', 'heartwood', 'free') },
  { text: 'disabled level', goal: 1, ratio: over('pino', 'heartwood', 'disabled') },
  { text: 'error, same sink', goal: 1.3, ratio: over('pino', 'heartwood', 'error') },
];

const LIBRARIES = [
  ...['heartwood', 'heartwood-closures', 'heartwood-compiled', 'heartwood-own'],
  ...['pino', 'pino-own', 'winston', 'logtape', 'evlog', 'roarr'],
];

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/**
 * CPU nanoseconds per call of Heartwood and five other logging libraries. Every cell is a process of its own; rounds alternate; everybody
 * serialises to JSON with an ISO time stamp, and every string is built completely.
 *
 * @param args `--rounds=3 --ms=600 --node=<path of another node> --cases=context,redacted --libraries=heartwood,pino --sinks=file`
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '3' },
      ms: { type: 'string', default: '600' },
      node: { type: 'string', default: process.execPath },
      cases: { type: 'string', default: Object.keys(CASES).join(',') },
      libraries: { type: 'string', default: LIBRARIES.join(',') },
      sinks: { type: 'string', default: 'null,file' },
    },
  });
  const names = Object.keys(CASES).filter((name): name is CaseName => values.cases.split(',').includes(name));
  const libraries = values.libraries.split(',');
  const sinks = values.sinks.split(',');
  const figures = new Map<string, number[]>();
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const sink of sinks) {
      for (const name of names) {
        for (const library of libraries) {
          if (library.endsWith('-own') && sink === 'null') continue;
          const ns = measureCell(values.node, [library, name, sink, values.ms]);
          if (ns !== undefined)
            figures.set(`${library} ${name} ${sink}`, [...(figures.get(`${library} ${name} ${sink}`) ?? []), ns]);
        }
      }
    }
  }
  const figure = (library: string, name: CaseName, sink: string): number =>
    median(figures.get(`${library} ${name} ${sink}`) ?? []);

  const { stdout: version } = spawnSync(values.node, ['--version'], { encoding: 'utf8' });
  console.log(`Node ${version.trim()}; CPU ns per call, median of ${values.rounds} rounds`);
  for (const sink of sinks) {
    console.log(`\n| sink: ${sink} | ${names.join(' | ')} |\n|---|${names.map(() => '--:').join('|')}|`);
    for (const library of libraries) {
      const cells = names.map((name) => figure(library, name, sink));
      if (cells.every(Number.isNaN)) continue;
      console.log(
        `| ${library} | ${cells.map((ns) => (Number.isNaN(ns) ? '–' : ns.toFixed(ns < 20 ? 1 : 0))).join(' | ')} |`,
      );
    }
  }
  console.log('\n| goal | at least | measured |\n|---|--:|--:|');
  for (const { text, goal, ratio } of GOALS) {
    const measured = ratio(figure);
    if (Number.isNaN(measured)) continue;
    console.log(`| ${text} | ${goal} | ${measured.toFixed(2)}${measured < goal ? ' (missed)' : ''} |`);
  }
}

/** One process: one library, one case, one sink. Its standard output goes to /dev/null, its result comes by descriptor 3. */
function measureCell(node: string, cell: readonly string[]): number | undefined {
  const flags = cell[0] === 'heartwood-closures' ? ['--disallow-code-generation-from-strings'] : [];
  const nowhere = openSync('/dev/null', 'w');
  try {
    const { status, output, stderr } = spawnSync(node, [...flags, CELL, ...cell], {
      stdio: ['ignore', nowhere, 'pipe', 'pipe'],
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${cell.join(' ')} ended with ${status}: ${stderr}`);
    const ns: number | null = JSON.parse(output[3] ?? 'null');
    return ns ?? undefined;
  } finally {
    closeSync(nowhere);
  }
}
