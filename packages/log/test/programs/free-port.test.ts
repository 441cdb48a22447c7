import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from './free-port.js';

it('is free, and none that another test is given meanwhile', async () => {
  const port = await freePort();
  const [named, any] = [createServer().listen(port, '127.0.0.1'), createServer().listen(0, '127.0.0.1')];
  try {
    await Promise.all([named, any].filter((server) => !server.listening).map((server) => once(server, 'listening')));
    const address = any.address();
    expect(port).toBeLessThan(32_768);
    expect(address !== null && typeof address === 'object' && address.port).toBeGreaterThanOrEqual(32_768);
  } finally {
    for (const server of [named, any]) server.close();
  }
});
