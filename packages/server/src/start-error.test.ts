import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig, startServer } from './index.js';
import { probeListen } from './start-error.js';

const configured = (listen: Record<string, unknown>, dataDir = 'unused') =>
  loadConfig({ environment: {}, overrides: { data_dir: dataDir, listen } });

describe('a taken port', () => {
  it('ends the start before anything is made or logged', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'heartwood-taken-'));
    const owner = createServer().listen(0, '127.0.0.1');
    await once(owner, 'listening');
    try {
      const { port } = owner.address() as AddressInfo;
      const lines: string[] = [];
      const write = (line: string) => void lines.push(line);
      const sinks = [{ name: 'lines', write, stats: () => ({ written: lines.length, dropped: 0 }) }];
      await expect(startServer(configured({ port }, join(dir, 'data')), { sinks })).rejects.toThrow(
        `Port ${port} on 127.0.0.1 is in use`,
      );
      expect(existsSync(join(dir, 'data'))).toBe(false);
      expect(lines).toEqual([]);
    } finally {
      owner.close();
      await once(owner, 'close');
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

describe('probeListen', () => {
  it('leaves a free port free', async () => {
    const owner = createServer().listen(0, '127.0.0.1');
    await once(owner, 'listening');
    const { port } = owner.address() as AddressInfo;
    owner.close();
    await once(owner, 'close');
    const { listen } = configured({ port });
    await probeListen(listen);
    await expect(probeListen(listen)).resolves.toBeUndefined();
  });

  it('names an address that this machine has not', async () => {
    await expect(probeListen(configured({ host: '192.0.2.1' }).listen)).rejects.toThrow(
      /192\.0\.2\.1 is not an address/,
    );
  });
});
