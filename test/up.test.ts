import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const UP = fileURLToPath(new URL('../scripts/up.mjs', import.meta.url));
const up = (...args: string[]) => spawnSync(process.execPath, [UP, ...args], { encoding: 'utf8' });

const occupant = createServer();
let port: number;
beforeAll(async () => {
  occupant.listen(0, '127.0.0.1');
  await once(occupant, 'listening');
  const address = occupant.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => void occupant.close());

describe('npm run up', () => {
  it('answers arguments it does not know with those it knows', () => {
    for (const [args, complaint] of [
      [['--banana'], "Unknown option '--banana'"],
      [['--port', 'x'], "'x' is no port"],
      [['--port', '0'], "'0' is no port"],
      [['stray'], "Unexpected argument 'stray'"],
    ] as const) {
      const { status, stderr } = up(...args);
      expect(stderr).toContain(complaint);
      expect(stderr).toContain('npm run up -- [--check]');
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(status).toBe(2);
    }
    expect(up('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--data DIRECTORY') });
  });

  it('says that its port is taken, before it installs or starts anything', () => {
    const { status, stdout, stderr } = up('--port', String(port));
    expect(stderr).toMatch(new RegExp(`^Port ${port} is in use.*npm run up -- --port`));
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });
});
