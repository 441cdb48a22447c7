import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { createPatch } from 'diff';
import { Failure } from '../failure.js';
import { type Left, migrateModule } from '../migrate/migrate-module.js';
import { createModuleGraph } from '../syntax/module-graph.js';
import { shownPath, sourceFiles } from '../syntax/source-files.js';
import type { Terminal } from '../terminal/terminal.js';

interface MigrateFlags {
  readonly write?: boolean;
  readonly tests?: boolean;
  readonly logger?: string;
  readonly import?: string;
  readonly name: string;
}

/** Bytes of the largest file that is looked into. */
const LARGEST = 1_000_000;

const HELP = `
It changes calls of console, pino and winston: values leave the message and become fields, what was caught becomes err, imports are added. What it does
not understand it leaves, and says why. Running it again changes nothing more.

Examples:
  $ heartwood migrate src                    shows what would change
  $ heartwood migrate src --write            changes it
  $ heartwood migrate src --write --import '#log' --logger src/infra/log.ts`;

/** `heartwood migrate`: log calls of other libraries become Heartwood's. */
export function migrateCommand(terminal: Terminal): Command {
  return new Command('migrate')
    .summary('turn console, pino and winston calls into log calls')
    .description('Rewrites the log calls of an application. Without --write it only shows the difference.')
    .argument('<paths...>', 'files and folders of the code')
    .option('--write', 'changes the files')
    .option('--tests', 'takes tests as well')
    .option(
      '--logger <file>',
      "module of the application's logger, made when it is missing (default: log.ts in the first folder)",
    )
    .option('--import <specifier>', 'how the logger is imported (default: by its relative path)')
    .option('--name <name>', 'what the logger is called', 'log')
    .addHelpText('after', HELP)
    .action((paths: string[], flags: MigrateFlags) => migrate(paths, flags, terminal));
}

async function migrate(paths: readonly string[], flags: MigrateFlags, terminal: Terminal): Promise<void> {
  const { directory } = terminal;
  if (!/^[A-Za-z_$][\w$]*$/.test(flags.name))
    throw new Failure('usage', `--name: “${flags.name}” is no name for a variable.`);
  const files = await sourceFiles(paths, directory, { tests: flags.tests === true });
  if (files.length === 0) throw new Failure('usage', 'There is no JavaScript or TypeScript file to read.');
  const loggerFile = resolve(directory, flags.logger ?? defaultLogger(paths, files, directory));
  const covered = new Set(files);
  const graph = createModuleGraph();
  const changes: { path: string; before: string; after: string }[] = [];
  const left: { file: string; items: readonly Left[] }[] = [];
  let calls = 0;
  let needsLogger = false;
  for (const path of files) {
    if (statSync(path).size > LARGEST) {
      left.push({
        file: shownPath(path, directory),
        items: [{ line: 1, code: '', reason: 'it is larger than 1 MB: a bundle, nothing to change by hand' }],
      });
      continue;
    }
    const module = graph.module(path);
    if (module.problem !== undefined) {
      left.push({
        file: shownPath(path, directory),
        items: [{ line: 1, code: '', reason: `it cannot be read: ${module.problem}` }],
      });
      continue;
    }
    const migrated = migrateModule(module, {
      graph,
      loggerFile,
      loggerName: flags.name,
      specifier: flags.import,
      covers: (other) => covered.has(other),
    });
    if (migrated.after !== migrated.before) changes.push({ path, before: migrated.before, after: migrated.after });
    if (migrated.left.length > 0) left.push({ file: shownPath(path, directory), items: migrated.left });
    calls += migrated.changed;
    needsLogger ||= migrated.needsLogger;
  }
  const touched = changes.length;
  if (needsLogger && !existsSync(loggerFile)) {
    changes.push({ path: loggerFile, before: '', after: loggerModule(flags.name, directory) });
  }
  for (const { path, before, after } of changes) {
    if (flags.write === true) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, after);
    } else await terminal.write(createPatch(shownPath(path, directory), before, after));
  }
  const { length } = left.flatMap(({ items }) => items);
  const verb = flags.write === true ? 'changed' : 'would change';
  terminal.note(
    `${calls} ${calls === 1 ? 'place' : 'places'} in ${touched} of ${files.length} files ${verb}, ${length} left.\n`,
  );
  for (const { file, items } of left) {
    for (const { line, code, reason } of items) terminal.note(`  ${file}:${line}  ${code}\n      ${reason}\n`);
  }
  if (flags.write !== true && changes.length > 0) terminal.note('Nothing was written. --write changes the files.\n');
}

/** `log.ts` in the first folder, or `log.js` where there is no TypeScript. */
function defaultLogger(paths: readonly string[], files: readonly string[], directory: string): string {
  const first = resolve(directory, paths[0] ?? '.');
  const folder = existsSync(first) && statSync(first).isDirectory() ? first : dirname(first);
  return join(folder, files.some((file) => /\.[cm]?tsx?$/.test(file)) ? 'log.ts' : 'log.js');
}

/** A logger for an application that has none yet, named after its package. */
function loggerModule(name: string, directory: string): string {
  const manifest = join(directory, 'package.json');
  const content: unknown = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : undefined;
  const own =
    typeof content === 'object' && content !== null && 'name' in content
      ? String(content.name).replace(/^@[^/]+\//, '')
      : undefined;
  return `import { createLogger } from '@heartwood/log';\n\nexport const ${name} = createLogger(${own === undefined ? '' : `{ service: '${own}' }`});\n`;
}
