import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { freePort } from './free-port.js';
import { idsOf, ownFolder, type RunningProgram, removeFolder, startChild, untilReady } from './program.js';

export const MARIADB = '/usr/sbin/mariadbd';

/** A private MariaDB; as root it runs as the user `mysql`. */
export async function startMariadb(): Promise<RunningProgram> {
  const ids = idsOf('mysql');
  const folder = ownFolder('mariadb', ids);
  const data = join(folder, 'data');
  const setUp = ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'];
  execFileSync('/usr/bin/mariadb-install-db', setUp, { ...ids, cwd: folder, stdio: 'pipe' });
  const port = await freePort();
  const files = [`--datadir=${data}`, `--socket=${join(folder, 'socket')}`, `--pid-file=${join(folder, 'pid')}`];
  const args = ['--no-defaults', ...files, `--port=${port}`, '--bind-address=127.0.0.1'];
  const child = startChild(MARIADB, args, { ...ids, cwd: folder });
  const url = `mysql://root@127.0.0.1:${port}/mysql`;
  await untilReady(child, async () => {
    const connection = await createConnection(url);
    await connection.end();
    return true;
  });
  return {
    url,
    async stop() {
      await child.end();
      removeFolder(folder);
    },
  };
}
