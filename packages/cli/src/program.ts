import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { catalogCommand } from './commands/catalog.js';
import { compileCommand } from './commands/compile.js';
import { keyCommand } from './commands/key.js';
import { migrateCommand } from './commands/migrate.js';
import { queryCommand } from './commands/query.js';
import { sendCommand } from './commands/send.js';
import { serveCommand } from './commands/serve.js';
import { tailCommand } from './commands/tail.js';
import { typesCommand } from './commands/types.js';
import { userCommand } from './commands/user.js';
import { EXIT_CODES, Failure } from './failure.js';
import type { Terminal } from './terminal/terminal.js';

const HELP = `
Start here:
  $ heartwood serve                       start the platform; prints its address and the first login
  $ heartwood send /var/log/dpkg.log      ship a log file of any format
  $ heartwood query 'level:error'         search
  $ heartwood tail                        watch entries arrive

Environment:
  HEARTWOOD_URL       address of the server, as --url; without it the server of this machine, as heartwood.yaml here configures it
  HEARTWOOD_API_KEY   API key, as --key; without it the key in heartwood-data/keys/local.key opens a server on this machine
  HEARTWOOD_DATA_DIR  data directory of the server on this machine, as --data
  NO_COLOR            switches colours off

Exit codes:
  0  done                        3  sent, but some entries were rejected
  1  failed                      4  the server cannot be reached
  2  wrong usage                 5  the server refused the key
                               130  interrupted`;

/**
 * Runs the command as the arguments say.
 *
 * @param args what stands behind the command's name
 * @returns the exit code; never throws for a mistake of the user or a failure of the server
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT_CODES.ok;
  const program = createProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : [...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage;
    if (!(error instanceof Failure)) throw error;
    const { colours } = terminal;
    terminal.note(`${colours.red('error')}: ${error.message}\n${error.hint === undefined ? '' : `${error.hint}\n`}`);
    return error.exitCode;
  }
}

/** The command with all its parts, as its help shows them. */
export function createProgram(terminal: Terminal, finish: (exitCode: number) => void): Command {
  const program = new Command('heartwood')
    .description('Structured logging and audit trail, from one laptop to a cluster.')
    .version(version(), '-V, --version', 'prints the version')
    .helpOption('-h, --help', 'prints help; also behind a command')
    .addHelpText('after', HELP);
  for (const command of [
    serveCommand(terminal),
    sendCommand(terminal, finish),
    queryCommand(terminal),
    tailCommand(terminal),
    keyCommand(terminal),
    catalogCommand(terminal, finish),
    compileCommand(terminal, finish),
    migrateCommand(terminal),
    typesCommand(terminal),
    userCommand(terminal),
  ]) {
    program.addCommand(command);
  }
  settle(program, terminal);
  return program;
}

/** Makes commander, and each command in it, write through the terminal and throw instead of ending the process. */
function settle(command: Command, terminal: Terminal): void {
  command
    .configureOutput({
      writeOut: (text) => void terminal.write(text),
      writeErr: terminal.note,
      outputError: (text, write) => write(text + excludingQuery(text, command)),
      getOutHelpWidth: () => Math.min(terminal.columns, 120),
      getErrHelpWidth: () => Math.min(terminal.columns, 120),
    })
    .showHelpAfterError(`(heartwood ${command.name() === 'heartwood' ? '' : `${path(command)} `}--help says more)`)
    .exitOverride();
  for (const child of command.commands) settle(child, terminal);
}

/** `-level:debug` is a query to its writer and an option to the parser: says how to write it. */
function excludingQuery(text: string, command: Command): string {
  const query = /unknown option '(-[^-'\s][^']*:[^']*)'/.exec(text)?.[1];
  if (query === undefined) return '';
  return `A query that begins with - stands behind --: heartwood ${path(command)} -- '${query}'\n`;
}

function path(command: Command): string {
  const parent = command.parent;
  return parent && parent.name() !== 'heartwood' ? `${path(parent)} ${command.name()}` : command.name();
}

function version(): string {
  const description: { version: string } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  return description.version;
}
