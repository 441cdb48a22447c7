import { rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { reserveSocketPath } from './socket-path.js';

it('lies in the directory when its path fits a socket address', async () => {
  expect((await reserveSocketPath('/data/engine')).path).toBe('/data/engine/engine.sock');
});

it('lies in a short directory of its own, closed to others, when it does not', async () => {
  const socket = await reserveSocketPath(`/data/${'é'.repeat(60)}`);
  expect(Buffer.byteLength(socket.path)).toBeLessThanOrEqual(103);
  expect((await stat(dirname(socket.path))).mode & 0o777).toBe(0o700);
  await socket.remove();
  await expect(stat(dirname(socket.path))).rejects.toThrow(/ENOENT/);
  await rm(dirname(socket.path), { recursive: true, force: true });
});
