import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { exportedEntryTypes } from '../compile/entry-types.js';
import { imported, serializerModuleOf } from '../compile/library.js';
import { EXIT_CODES, Failure, systemCode } from '../failure.js';
import type { Terminal } from '../terminal/terminal.js';
import type { Finish } from './finish.js';

interface CompileFlags {
  readonly out: string;
  readonly check?: boolean;
}

const HELP = `
It imports the modules, so give those that declare entry types and do nothing else, as JavaScript. The logger takes what it writes:

  import { serializers } from './log-serializers.js';
  createLogger({ serializers });

Examples:
  $ heartwood compile ./dist/entries.js --out dist/log-serializers.js
  $ heartwood compile ./dist/entries.js --out dist/log-serializers.js --check   in CI: exit code 1 when it is stale`;

const TYPES = `import type { CompiledSerializers } from '@heartwood/log';
export declare const serializers: CompiledSerializers;
`;

/** `heartwood compile`: serializers as a module, for places where no code may be made at run time. */
export function compileCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('compile')
    .summary('make the serializers of entry types at build time')
    .description(
      'Writes the serializers of entry types as a module, for places where no code may be made at run time: a content security policy, edge runtimes.',
    )
    .argument('<modules...>', 'modules that export entry types')
    .requiredOption('--out <file>', 'the module to write, .js or .mjs; its types are written beside it')
    .option('--check', 'writes nothing; fails when the module is not what the declarations say')
    .addHelpText('after', HELP)
    .action((modules: string[], flags: CompileFlags) => compile(modules, flags, terminal, finish));
}

async function compile(modules: string[], flags: CompileFlags, terminal: Terminal, finish: Finish): Promise<void> {
  const { directory } = terminal;
  if (!/\.m?js$/.test(flags.out)) throw new Failure('usage', `--out ${flags.out} must end in .js or .mjs.`);
  const serializerModule = await serializerModuleOf(directory);
  const types = (await Promise.all(modules.map((name) => imported(name, directory)))).flatMap(exportedEntryTypes);
  if (types.length === 0) throw new Failure('usage', 'None of the modules exports an entry type.');
  const path = resolve(directory, flags.out);
  const text = serializerModule(types);
  if (flags.check === true) {
    if ((await present(path)) === text) return;
    terminal.note(`${flags.out} is stale. Run heartwood compile again.\n`);
    finish(EXIT_CODES.failed);
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await writeFile(path.replace(/\.(m?)js$/, '.d.$1ts'), TYPES);
  await terminal.write(`${types.length} serializers in ${flags.out}\n`);
}

async function present(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
