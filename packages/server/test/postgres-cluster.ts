import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';

/** A private PostgreSQL for one test file. */
export interface PostgresCluster {
  /** Connection string of the named database, which is created when it does not exist. */
  database(name: string): string;
  /** Ends the server at once, as a crash does; its data stays. */
  halt(): void;
  /** Starts it again, on the same port. */
  resume(): void;
  stop(): void;
}

const asRoot = process.getuid?.() === 0;

/** Debian keeps the programs of each version in a folder of its own, off the PATH. */
function programs(): string | undefined {
  const versions = '/usr/lib/postgresql';
  if (!existsSync(versions)) return undefined;
  const newest = readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0];
  const folder = newest === undefined ? undefined : join(versions, newest, 'bin');
  return folder !== undefined && existsSync(join(folder, 'initdb')) ? folder : undefined;
}

/** Why the tests on a real PostgreSQL cannot run here; `undefined` when they can. In CI they must. */
export function postgresMissing(): string | undefined {
  if (programs() !== undefined) return undefined;
  const reason =
    'PostgreSQL is not installed (no /usr/lib/postgresql/*/bin/initdb); on Debian: apt-get install postgresql';
  if (process.env.CI === 'true') throw new Error(reason);
  console.warn(`SKIPPED: control data on a real PostgreSQL: ${reason}`);
  return reason;
}

/** Makes a cluster in a temporary folder and starts it on a free loopback port; as root it runs as the user `postgres`. */
export async function startPostgres(): Promise<PostgresCluster> {
  const folder = programs();
  if (folder === undefined) throw new Error('PostgreSQL is not installed');
  const run = (program: string, ...args: string[]): string =>
    asRoot
      ? execFileSync('runuser', ['-u', 'postgres', '--', join(folder, program), ...args], {
          encoding: 'utf8',
          cwd: '/',
        })
      : execFileSync(join(folder, program), args, { encoding: 'utf8' });
  const base = mkdtempSync(join(tmpdir(), 'heartwood-pg-'));
  if (asRoot) execFileSync('chown', ['postgres', base]);
  chmodSync(base, 0o700);
  const data = join(base, 'data');
  run('initdb', '-D', data, '-U', 'heartwood', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C');
  const port = await freePort();
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${base} -c fsync=off`;
  // pg_ctl would hand its pipes to the server, and execFileSync would wait for them; the log file keeps them apart.
  const start = () => run('pg_ctl', '-D', data, '-w', '-l', join(base, 'log'), '-o', options, 'start');
  start();
  const created = new Set(['postgres']);
  return {
    database(name) {
      if (!created.has(name)) run('createdb', '-h', '127.0.0.1', '-p', String(port), '-U', 'heartwood', name);
      created.add(name);
      return `postgres://heartwood@127.0.0.1:${port}/${name}`;
    },
    halt() {
      run('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop');
    },
    resume: () => void start(),
    stop() {
      // Ends exactly this cluster: pg_ctl reads the pid from its data folder and waits for the end.
      run('pg_ctl', '-D', data, '-w', '-m', 'fast', 'stop');
      rmSync(base, { recursive: true, force: true });
    },
  };
}
