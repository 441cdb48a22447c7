import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './free-port.js';
import { type Child, idsOf, ownFolder, type RunningProgram, removeFolder, startChild, untilReady } from './program.js';

const versions = '/usr/lib/postgresql';
const newest = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0] : undefined;

export const POSTGRES = join(versions, newest ?? 'none', 'bin', 'postgres');

/** A private PostgreSQL. */
export interface RunningPostgres extends RunningProgram {
  /** Ends it as a crash would, with every connection, and starts it again with what it has. */
  restart(): Promise<void>;
}

/** Starts one; as root it runs as the user `postgres`. */
export async function startPostgres(): Promise<RunningPostgres> {
  const ids = idsOf('postgres');
  const folder = ownFolder('pg', ids);
  const data = join(folder, 'data');
  const setUp = ['-D', data, '-U', 'heartwood', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'];
  execFileSync(join(POSTGRES, '..', 'initdb'), setUp, { ...ids, cwd: folder });
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off'];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const url = `postgres://heartwood@127.0.0.1:${port}/postgres`;
  const start = async (): Promise<Child> => {
    const started = startChild(POSTGRES, args, { ...ids, cwd: folder });
    await untilReady(started, async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.end();
      return true;
    });
    return started;
  };
  let child = await start();
  return {
    url,
    async restart() {
      const exit = once(child.process, 'exit');
      // Immediate shutdown: no checkpoint, no farewell.
      child.process.kill('SIGQUIT');
      await exit;
      child = await start();
    },
    async stop() {
      // SIGTERM is PostgreSQL's smart shutdown: it waits for clients. A pool calls itself ended before its connections are, and
      // one cut off by a faster shutdown would report an error nobody listens for any more.
      await child.end();
      removeFolder(folder);
    },
  };
}
