import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config, LoadOptions, Server } from '@heartwood/server';
import { Command } from 'commander';
import { leaveAddress, takeAddress } from '../api/address-file.js';
import { configFile, findLocalServer } from '../api/local-server.js';
import { Failure } from '../failure.js';
import { Interruption, type Terminal } from '../terminal/terminal.js';
import { wholeNumber } from './flags.js';

interface ServeFlags {
  readonly config?: string;
  readonly port?: number;
  readonly host?: string;
  readonly data?: string;
}

const HELP = `
Settings come from heartwood.yaml in the working directory or --config, from HEARTWOOD_* variables, and from these flags, the
later winning. docs/configuration.md lists them all. Ctrl-C stops cleanly; a second one at once.

Examples:
  $ heartwood serve
  $ heartwood serve --port 8080 --data /var/lib/heartwood
  $ heartwood serve --config /etc/heartwood/heartwood.yaml`;

/** `heartwood serve`: the platform, until Ctrl-C. */
export function serveCommand(terminal: Terminal): Command {
  return new Command('serve')
    .summary('start the platform')
    .description('Starts the platform: everything that receives, stores and shows log entries, in one process.')
    .option('--config <file>', 'configuration (default: ./heartwood.yaml when there is one)')
    .option('--port <number>', 'port for the browser and every HTTP protocol (default: 4710)', wholeNumber(0, 65_535))
    .option('--host <address>', 'address to listen on (default: 127.0.0.1, this machine only)')
    .option('--data <directory>', 'where everything is kept (default: ./heartwood-data)')
    .addHelpText('after', HELP)
    .action((flags: ServeFlags) => serve(flags, terminal));
}

async function serve(flags: ServeFlags, terminal: Terminal): Promise<void> {
  // Loaded here, as the other commands start in a tenth of the time without it.
  const platform = await import('@heartwood/server');
  let config: Config;
  let server: Server;
  const webRoot = findWebRoot();
  try {
    config = platform.loadConfig(settingsOf(flags, terminal));
    server = await platform.startServer(config, webRoot === undefined ? {} : { webRoot });
  } catch (error) {
    throw asFailure(error, platform);
  }
  await leaveAddress(config.data_dir, server.url).catch((error: unknown) =>
    terminal.note(`Commands on this machine need --url ${server.url}, as it cannot be written down: ${error}\n`),
  );
  const { dataDir } = await findLocalServer({}, terminal.env, terminal.directory);
  terminal.note(
    banner(
      server,
      { dataDir: config.data_dir, isFound: dataDir === config.data_dir, hasWeb: webRoot !== undefined },
      terminal,
    ),
  );
  if (!terminal.interrupted.aborted) await once(terminal.interrupted, 'abort');
  terminal.note(farewell(terminal.interrupted.reason));
  await takeAddress(config.data_dir);
  await server.close();
}

/** Only somebody who pressed Ctrl-C can press it again. */
export const farewell = (reason: unknown): string =>
  reason instanceof Interruption && reason.signal === 'SIGINT'
    ? 'Stopping; another Ctrl-C stops at once.\n'
    : 'Stopping.\n';

function settingsOf(flags: ServeFlags, terminal: Terminal): LoadOptions {
  const file = configFile(flags.config, terminal.directory);
  const listen = {
    ...(flags.port === undefined ? {} : { port: flags.port }),
    ...(flags.host === undefined ? {} : { host: flags.host }),
  };
  return {
    ...(file === undefined ? {} : { file }),
    environment: terminal.env,
    workingDirectory: terminal.directory,
    overrides: {
      ...(Object.keys(listen).length === 0 ? {} : { listen }),
      // A flag is meant from where it is typed, wherever the configuration lies.
      ...(flags.data === undefined ? {} : { data_dir: resolve(terminal.directory, flags.data) }),
    },
  };
}

/** The built browser application, found as a package; undefined when it has not been built. */
function findWebRoot(): string | undefined {
  const root = join(dirname(fileURLToPath(import.meta.resolve('@heartwood/web/package.json'))), 'dist');
  return existsSync(join(root, 'index.html')) ? root : undefined;
}

function asFailure(error: unknown, platform: typeof import('@heartwood/server')): unknown {
  const { StartError, ConfigError, ControlError, MigrationError, AccessError, EngineError } = platform;
  const known = [StartError, ConfigError, ControlError, MigrationError, AccessError, EngineError].some(
    (kind) => error instanceof kind,
  );
  if (!(error instanceof Error) || !known) return error;
  return new Failure(error instanceof ConfigError ? 'usage' : 'failed', error.message, { cause: error });
}

/** What somebody who has just started the platform wants to know. */
function banner(
  { url, firstLogin }: Pick<Server, 'url' | 'firstLogin'>,
  { dataDir, isFound, hasWeb }: { dataDir: string; isFound: boolean; hasWeb: boolean },
  terminal: Pick<Terminal, 'colours' | 'directory'>,
): string {
  const { bold, cyan } = terminal.colours;
  const near = relative(terminal.directory, dataDir);
  const place = near === '' || near.startsWith('..') ? dataDir : `./${near}`;
  // Where the data lies at the usual place, or heartwood.yaml here names it, the commands find the server by themselves.
  const keyed = isFound ? '' : ` --data ${place}`;
  const rows = [
    ['Address', `${bold(cyan(url))}${hasWeb ? '' : ' (the browser application is not built: API only)'}`],
    ...(firstLogin
      ? [['Sign in', `user name ${bold(firstLogin.username)}, password ${bold(firstLogin.password)}`]]
      : []),
    ['Data', place],
    ['Send a log file', `npx heartwood send /var/log/dpkg.log${keyed}`],
    [
      'From your code',
      `npx heartwood key create my-app${keyed}, then heartwood({ url: '${url}', key }) of @heartwood/log`,
    ],
    ['Watch', `npx heartwood tail${keyed}`],
  ];
  const width = Math.max(...rows.map(([name = '']) => name.length));
  const lines = rows.map(([name = '', text = '']) => `  ${name.padEnd(width)}  ${text}`);
  return `\nHeartwood is running. Ctrl-C stops it.\n\n${lines.join('\n')}\n\n`;
}
