import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { buildCatalog } from '../catalog/build-catalog.js';
import { shortDifference } from '../catalog/difference.js';
import { catalogJson } from '../catalog/json.js';
import { catalogMarkdown } from '../catalog/markdown.js';
import { EXIT_CODES, Failure, systemCode } from '../failure.js';
import { createModuleGraph } from '../syntax/module-graph.js';
import { shownPath, sourceFiles } from '../syntax/source-files.js';
import type { Terminal } from '../terminal/terminal.js';
import type { Finish } from './finish.js';

interface CatalogFlags {
  readonly out: string;
  readonly json: string;
  readonly check?: boolean;
  readonly tests?: boolean;
}

const HELP = `
It reads the code without running it. Files and folders are relative to where it is run; so are the places in the catalog.

Examples:
  $ heartwood catalog                        src → docs/log-catalog.md and docs/log-catalog.json
  $ heartwood catalog src workers --out docs/log.md
  $ heartwood catalog --check                in CI: exit code 1 when the committed catalog is stale`;

/** `heartwood catalog`: what an application logs, from its code. */
export function catalogCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('catalog')
    .summary('list every log call in the code')
    .description(
      'Writes the catalog of an application: every entry type, its fields, and every place in the code that writes it.',
    )
    .argument('[paths...]', 'files and folders of the code (default: src)')
    .option('--out <file>', 'the catalog for people, in Markdown', 'docs/log-catalog.md')
    .option('--json <file>', 'the catalog for programs', 'docs/log-catalog.json')
    .option('--check', 'writes nothing; fails when the files are not what the code says')
    .option('--tests', 'takes tests as well')
    .addHelpText('after', HELP)
    .action((paths: string[], flags: CatalogFlags) => catalog(paths, flags, terminal, finish));
}

async function catalog(paths: string[], flags: CatalogFlags, terminal: Terminal, finish: Finish): Promise<void> {
  const { directory } = terminal;
  const files = await sourceFiles(paths.length === 0 ? ['src'] : paths, directory, { tests: flags.tests === true });
  if (files.length === 0) throw new Failure('usage', 'There is no JavaScript or TypeScript file to read.');
  const found = buildCatalog(files, directory, createModuleGraph());
  const json = resolve(directory, flags.json);
  const outputs = [
    { name: flags.out, path: resolve(directory, flags.out), text: catalogMarkdown(found) },
    { name: flags.json, path: json, text: catalogJson(found, shownPath(directory, dirname(json)) || '.') },
  ];
  let stale = 0;
  for (const { name, path, text } of outputs) {
    const present = await readFile(path, 'utf8').catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (present === text) continue;
    stale++;
    if (flags.check !== true) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    } else
      terminal.note(
        present === undefined ? `${name} is missing.\n` : `${name} is stale:\n${shortDifference(present, text)}`,
      );
  }
  if (flags.check === true && stale > 0) terminal.note('Run heartwood catalog and commit what it writes.\n');
  for (const { name, places } of found.duplicates) {
    terminal.note(
      `The entry type ${name} is declared more than once: ${places.map(({ file, line }) => `${file}:${line}`).join(', ')}\n`,
    );
  }
  const calls = found.types.reduce((sum, type) => sum + type.calls.length, 0);
  const unclear = found.unresolved.length === 0 ? '' : `, ${found.unresolved.length} not understood`;
  await terminal.write(
    `${found.types.length} entry types, ${calls} calls, ${found.freeForm.length} free-form calls${unclear} in ${found.files} files\n`,
  );
  if (found.duplicates.length > 0 || (flags.check === true && stale > 0)) finish(EXIT_CODES.failed);
}
