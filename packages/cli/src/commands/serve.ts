import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config, FirstLogin, LoadOptions, Server } from '@heartwood/server';
import { Command } from 'commander';
import { Failure } from '../failure.js';
import type { Terminal } from '../terminal/terminal.js';
import { wholeNumber } from './flags.js';

interface ServeFlags {
  readonly config?: string;
  readonly port?: number;
  readonly host?: string;
  readonly data?: string;
}

const CONFIG_FILE = 'heartwood.yaml';

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
  terminal.note(banner(server.url, config.data_dir, server.firstLogin, webRoot !== undefined, terminal));
  if (!terminal.interrupted.aborted) await once(terminal.interrupted, 'abort');
  terminal.note('Stopping; another Ctrl-C stops at once.\n');
  await server.close();
}

function settingsOf(flags: ServeFlags, terminal: Terminal): LoadOptions {
  const file = flags.config ?? (existsSync(resolve(terminal.directory, CONFIG_FILE)) ? CONFIG_FILE : undefined);
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
export function banner(
  url: string,
  data: string,
  login: FirstLogin | undefined,
  hasWeb: boolean,
  terminal: Pick<Terminal, 'colours' | 'directory'>,
): string {
  const { bold, cyan } = terminal.colours;
  const near = relative(terminal.directory, data);
  const place = near === '' || near.startsWith('..') ? data : `./${near}`;
  const target = url === 'http://127.0.0.1:4710' ? '' : ` --url ${url}`;
  const keyed = place === './heartwood-data' ? target : `${target} --data ${place}`;
  const rows = [
    ['Address', `${bold(cyan(url))}${hasWeb ? '' : ' (the browser application is not built: API only)'}`],
    ...(login ? [['Sign in', `user name ${bold(login.username)}, password ${bold(login.password)}`]] : []),
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
