import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './free-port.js';
import { idsOf, ownFolder, type RunningProgram, removeFolder, startChild, untilReady } from './program.js';

const versions = '/usr/lib/postgresql';
const newest = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0] : undefined;

export const POSTGRES = join(versions, newest ?? 'none', 'bin', 'postgres');

/** A private PostgreSQL; as root it runs as the user `postgres`. */
export async function startPostgres(): Promise<RunningProgram> {
  const ids = idsOf('postgres');
  const folder = ownFolder('pg', ids);
  const data = join(folder, 'data');
  const setUp = ['-D', data, '-U', 'heartwood', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'];
  execFileSync(join(POSTGRES, '..', 'initdb'), setUp, { ...ids, cwd: folder });
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off'];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const child = startChild(POSTGRES, args, { ...ids, cwd: folder });
  const url = `postgres://heartwood@127.0.0.1:${port}/postgres`;
  await untilReady(child, async () => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.end();
    return true;
  });
  return {
    url,
    async stop() {
      // SIGTERM is PostgreSQL's smart shutdown: it waits for clients. A pool calls itself ended before its connections are, and
      // one cut off by a faster shutdown would report an error nobody listens for any more.
      await child.end();
      removeFolder(folder);
    },
  };
}
