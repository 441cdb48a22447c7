import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the libraries are found from. */
export const BENCH = fileURLToPath(new URL('../..', import.meta.url));

/** One process from its start to the end of its script. */
export interface Cost {
  /** Processor time of the whole process, Node's own start included, in milliseconds. */
  readonly cpuMs: number;
  /** Resident memory in MB. */
  readonly residentMb: number;
}

/** What importing loads. */
export interface Loaded {
  readonly files: number;
  /** Modules of Node that its own start had not loaded yet. */
  readonly builtins: readonly string[];
}

/** After the tick in which the script ended: by then everybody has written its line. */
const MEASURE = `await new Promise((resolve) => setImmediate(resolve));
const { user, system } = process.cpuUsage();
const cost = { cpuMs: (user + system) / 1e3, residentMb: process.memoryUsage.rss() / 2 ** 20 };
process.getBuiltinModule('node:fs').writeSync(3, JSON.stringify(cost));`;

/** Counted in a run of its own: being watched costs time. */
const WATCH = (specifier: string): string => `import { Session } from 'node:inspector';
import { writeSync } from 'node:fs';
const session = new Session();
session.connect();
const urls = new Set();
session.post('Debugger.enable');
session.on('Debugger.scriptParsed', ({ params }) => urls.add(params.url));
await import(${JSON.stringify(specifier)});
const builtins = [...urls].filter((url) => url.startsWith('node:') && !url.startsWith('node:internal/'));
const files = [...urls].filter((url) => url.startsWith('file:') || url.startsWith('/'));
writeSync(3, JSON.stringify({ files: files.length, builtins }));`;

/** Runs a script in a process of its own, and looks at what it has cost. */
export const costOf = (node: string, script: string): Cost => result(node, `${script}\n${MEASURE}`);

export const loadedBy = (node: string, specifier: string): Loaded => result(node, WATCH(specifier));

function result<Result>(node: string, script: string): Result {
  const nowhere = openSync('/dev/null', 'w');
  try {
    const { status, output, stderr } = spawnSync(node, ['--input-type=module', '-e', script], {
      cwd: BENCH,
      stdio: ['ignore', nowhere, 'pipe', 'pipe'],
      encoding: 'utf8',
      // Without its variable roarr writes nothing.
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ROARR_LOG: 'true' },
    });
    if (status !== 0) throw new Error(`a script ended with ${status}: ${stderr}\n${script}`);
    return JSON.parse(output[3] ?? '');
  } finally {
    closeSync(nowhere);
  }
}
