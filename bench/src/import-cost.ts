import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { browserClient, bundled, gzippedSize } from './import-cost/bundled.js';
import { type Cost, costOf, loadedBy } from './import-cost/probe.js';
import { PROGRAMS } from './import-cost/programs.js';

/** Those that only load inside a test runner. */
const RUNNERS = new Set(['./testing/vitest', './testing/jest']);

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/**
 * What importing costs a process that does nothing else: processor time and memory above those of an empty script, files and modules of Node
 * loaded, and the size of a bundle. Every run is a process of its own, rounds alternate, figures are medians.
 *
 * @param args `--rounds=21 --node=<path of another node>`
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string', default: '21' }, node: { type: 'string', default: process.execPath } },
  });
  const { exports, peerDependencies } = manifestOfLog();
  const entrances = Object.keys(exports).filter((path) => path !== '.' && !RUNNERS.has(path));
  const subpaths = entrances.map((path) => `@heartwood/log/${path.slice(2)}`);
  const bundles = new Map<string, Uint8Array>();
  for (const { name, source } of PROGRAMS) bundles.set(name, await bundled(source, []));
  const imports = [...PROGRAMS.map(({ specifier }) => specifier), ...subpaths];
  const folder = mkdtempSync(join(tmpdir(), 'heartwood-import-cost-'));
  const costs = measured(values.node, Number(values.rounds), [
    ['', ''],
    ...imports.map((specifier) => [specifier, importing(specifier)] as const),
    ...PROGRAMS.map(({ name, source }) => [`first line: ${name}`, source] as const),
    ...[...bundles].map(([name, code], index) => {
      const path = join(folder, `${index}.cjs`);
      writeFileSync(path, code);
      return [`bundled: ${name}`, importing(pathToFileURL(path).href)] as const;
    }),
  ]);
  rmSync(folder, { recursive: true });
  const above = (name: string, key: keyof Cost): number => (costs.get(name)?.[key] ?? 0) - (costs.get('')?.[key] ?? 0);
  const empty = costs.get('');
  const { stdout: version } = spawnSync(values.node, ['--version'], { encoding: 'utf8' });
  console.log(
    `Node ${version.trim()}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores; ${values.rounds} rounds; an empty script: ${empty?.cpuMs.toFixed(1)} ms, ${empty?.residentMb.toFixed(1)} MB`,
  );
  const peers = Object.keys(peerDependencies);
  const loaded = (specifier: string): string => {
    const { files, builtins } = loadedBy(values.node, specifier);
    return `${files} | ${builtins.length}`;
  };
  const kb = (bytes: number): string => (bytes / 1_000).toFixed(1);
  const of = (name: string): string => {
    const cpu = above(name, 'cpuMs');
    const whole = (costs.get(name)?.cpuMs ?? 0) / (empty?.cpuMs ?? Number.NaN);
    const base = name.replace(/^(first line: |bundled: )?.*/, '$1pino');
    return `${cpu.toFixed(1)} | ${whole.toFixed(2)} | ${(cpu / above(base, 'cpuMs')).toFixed(2)} | ${above(name, 'residentMb').toFixed(1)}`;
  };

  console.log(
    '\n| import | CPU ms | process / empty one | over pino | MB | files | modules of Node |\n|---|--:|--:|--:|--:|--:|--:|',
  );
  for (const { name, specifier } of PROGRAMS) console.log(`| ${name} | ${of(specifier)} | ${loaded(specifier)} |`);

  console.log('\n| to the first line | CPU ms | process / empty one | over pino | MB |\n|---|--:|--:|--:|--:|');
  for (const { name } of PROGRAMS) console.log(`| ${name} | ${of(`first line: ${name}`)} |`);

  console.log(
    '\n| to the first line, bundled | CPU ms | process / empty one | over pino | MB | minified, kB | gzipped, kB |\n|---|--:|--:|--:|--:|--:|--:|',
  );
  for (const [name, code] of bundles) {
    console.log(`| ${name} | ${of(`bundled: ${name}`)} | ${kb(code.length)} | ${kb(gzippedSize(code))} |`);
  }

  console.log(
    '\n| import | CPU ms | process / empty one | over pino | MB | files | modules of Node | bundled, gzipped, kB |\n|---|--:|--:|--:|--:|--:|--:|--:|',
  );
  for (const specifier of ['@heartwood/log', ...subpaths]) {
    const code = await bundled(`export * from ${JSON.stringify(specifier)};`, peers);
    console.log(`| \`${specifier}\` | ${of(specifier)} | ${loaded(specifier)} | ${kb(gzippedSize(code))} |`);
  }

  console.log('\n| `@heartwood/log/browser` | minified, kB | gzipped, kB |\n|---|--:|--:|');
  for (const names of ['createBrowserLogger', 'createBrowserLogger, entryType, f']) {
    const code = await browserClient(names);
    console.log(`| \`${names}\` | ${kb(code.length)} | ${kb(gzippedSize(code))} |`);
  }
}

const importing = (specifier: string): string => `await import(${JSON.stringify(specifier)});`;

function measured(
  node: string,
  rounds: number,
  scripts: readonly (readonly [name: string, script: string])[],
): ReadonlyMap<string, Cost> {
  const runs = new Map<string, Cost[]>(scripts.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, script] of scripts) runs.get(name)?.push(costOf(node, script));
  }
  return new Map(
    [...runs].map(([name, all]) => [
      name,
      { cpuMs: median(all.map((cost) => cost.cpuMs)), residentMb: median(all.map((cost) => cost.residentMb)) },
    ]),
  );
}

function manifestOfLog(): { exports: object; peerDependencies: object } {
  const index = createRequire(import.meta.url).resolve('@heartwood/log');
  return JSON.parse(readFileSync(new URL('../package.json', `file://${index}`), 'utf8'));
}
