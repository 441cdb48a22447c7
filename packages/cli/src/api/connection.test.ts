import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaveAddress, takeAddress } from './address-file.js';
import { resolveConnection } from './connection.js';

let work: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'heartwood-connection-'));
  await mkdir(join(work, 'heartwood-data', 'keys'), { recursive: true });
  await writeFile(join(work, 'heartwood-data', 'keys', 'local.key'), 'hw_local\n');
});
afterAll(() => rm(work, { recursive: true, force: true }));

describe('a connection', () => {
  it('is found by flag, environment, or on this machine', async () => {
    const f = async (flags: object, env: Record<string, string>, url: string, key: string): Promise<void> =>
      expect(await resolveConnection(flags, env, work)).toEqual({ url, key });
    await f({}, {}, 'http://127.0.0.1:4710', 'hw_local');
    await f({ url: 'http://localhost:9/' }, {}, 'http://localhost:9', 'hw_local');
    await f(
      {},
      { HEARTWOOD_URL: 'https://logs.example/', HEARTWOOD_API_KEY: 'hw_env' },
      'https://logs.example',
      'hw_env',
    );
    await f({ key: 'hw_flag' }, { HEARTWOOD_API_KEY: 'hw_env' }, 'http://127.0.0.1:4710', 'hw_flag');
    await f({ data: 'heartwood-data' }, { HEARTWOOD_URL: '' }, 'http://127.0.0.1:4710', 'hw_local');
  });

  it('finds the server of this machine as heartwood.yaml configures it, and where it says that it listens', async () => {
    const etc = join(work, 'etc');
    const data = join(etc, 'logs');
    await mkdir(join(data, 'keys'), { recursive: true });
    await writeFile(join(data, 'keys', 'local.key'), 'hw_configured\n');
    await writeFile(join(etc, 'heartwood.yaml'), 'data_dir: logs\nlisten: { port: 8080 }\n');
    const f = async (flags: object, env: Record<string, string>, directory: string, url: string): Promise<void> =>
      expect(await resolveConnection(flags, env, directory)).toEqual({ url, key: 'hw_configured' });
    await f({}, {}, etc, 'http://127.0.0.1:8080');
    await f({ config: 'etc/heartwood.yaml' }, {}, work, 'http://127.0.0.1:8080');
    await f({}, { HEARTWOOD_LISTEN_PORT: '9090' }, etc, 'http://127.0.0.1:9090');
    await f({ data: 'etc/logs' }, {}, work, 'http://127.0.0.1:4710');
    await leaveAddress(data, 'http://127.0.0.1:40123');
    await f({}, {}, etc, 'http://127.0.0.1:40123');
    await f({ data: 'etc/logs' }, {}, work, 'http://127.0.0.1:40123');
    await f({ url: 'http://localhost:7' }, {}, etc, 'http://localhost:7');
    // Another machine's address counts when the configuration names that host, not by the word of the file.
    await leaveAddress(data, 'http://192.0.2.1:40123');
    await f({}, {}, etc, 'http://127.0.0.1:8080');
    await f({}, { HEARTWOOD_LISTEN_HOST: '192.0.2.1' }, etc, 'http://192.0.2.1:40123');
    await takeAddress(data);
    await f({}, {}, etc, 'http://127.0.0.1:8080');
    await writeFile(join(etc, 'heartwood.yaml'), 'listen: { port: many }\n');
    await expect(resolveConnection({}, {}, etc)).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('listen.port'),
    });
  });

  it('is that of the configuration when the place of the address holds a directory', async () => {
    const data = join(work, 'odd');
    await mkdir(join(data, 'address'), { recursive: true });
    await mkdir(join(data, 'keys'), { recursive: true });
    await writeFile(join(data, 'keys', 'local.key'), 'hw_odd');
    expect(await resolveConnection({ data: 'odd' }, {}, work)).toEqual({ url: 'http://127.0.0.1:4710', key: 'hw_odd' });
  });

  it('never takes the local key, which may do everything, to another machine', async () => {
    await expect(resolveConnection({ url: 'http://logs.example' }, {}, work)).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await expect(resolveConnection({ url: 'http://127.0.0.1.evil.example' }, {}, work)).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });

  it('that cannot be made is refused with what to do', async () => {
    await expect(resolveConnection({ url: 'logs' }, {}, work)).rejects.toMatchObject({ kind: 'usage' });
    await expect(resolveConnection({ url: 'ftp://logs' }, {}, work)).rejects.toMatchObject({ kind: 'usage' });
    await expect(resolveConnection({ key: 'a\nb' }, {}, work)).rejects.toMatchObject({ kind: 'usage' });
    await expect(resolveConnection({ data: 'elsewhere' }, {}, work)).rejects.toMatchObject({
      kind: 'forbidden',
      hint: expect.stringContaining('--data'),
    });
  });
});
