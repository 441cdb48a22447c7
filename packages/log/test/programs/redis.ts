import { connect } from 'node:net';
import { freePort } from './free-port.js';
import { ownFolder, type RunningProgram, removeFolder, startChild, untilReady } from './program.js';

export const REDIS = '/usr/bin/redis-server';

/** A private Redis that keeps nothing. */
export async function startRedis(): Promise<RunningProgram> {
  const folder = ownFolder('redis');
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--daemonize', 'no'];
  const child = startChild(REDIS, args, { cwd: folder });
  await untilReady(child, () => accepts(port));
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      await child.end();
      removeFolder(folder);
    },
  };
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (open: boolean) => () => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });
