import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateServer } from './locate.js';
import { ConfigError } from './problem.js';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-locate-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const locate = (yaml: string | undefined, environment: Record<string, string> = {}, overrides = {}) => {
  const file = join(dir, 'heartwood.yaml');
  if (yaml !== undefined) writeFileSync(file, yaml);
  return locateServer({ ...(yaml !== undefined && { file }), environment, overrides, workingDirectory: '/srv' });
};

describe('locateServer', () => {
  const f = (yaml: string | undefined, environment: Record<string, string>, url: string, dataDir: string) =>
    it(`${JSON.stringify(yaml)} with ${JSON.stringify(environment)} is ${url}`, () =>
      expect(locate(yaml, environment)).toEqual({ url, dataDir: dataDir.replace('DIR', dir) }));

  f(undefined, {}, 'http://127.0.0.1:4710', '/srv/heartwood-data');
  f('listen: { port: 8080 }', {}, 'http://127.0.0.1:8080', 'DIR/heartwood-data');
  f('data_dir: /srv/logs', {}, 'http://127.0.0.1:4710', '/srv/logs');
  f('listen: { host: 0.0.0.0 }', { HEARTWOOD_LISTEN_PORT: '1' }, 'http://127.0.0.1:1', 'DIR/heartwood-data');
  f('listen: { host: "::1" }', { HEARTWOOD_DATA_DIR: '/d' }, 'http://[::1]:4710', '/d');
  f('listen: { tls_cert_file: c, tls_key_file: k }', {}, 'https://127.0.0.1:4710', 'DIR/heartwood-data');
  // What it does not need it does not judge, and secrets it does not read.
  f(
    'engine: { urll: x, password_file: /none }',
    { HEARTWOOD_ENGINE_X: '1' },
    'http://127.0.0.1:4710',
    'DIR/heartwood-data',
  );

  it('lets what is typed win', () => {
    const flags = { data_dir: '/typed' };
    expect(locate('data_dir: /written', { HEARTWOOD_DATA_DIR: '/env' }, flags).dataDir).toBe('/typed');
  });

  it('refuses what cannot be a place', () => {
    expect(() => locate('listen: { port: many }')).toThrow(ConfigError);
    expect(() => locate('listen: [')).toThrow(/is not YAML/);
    expect(() => locateServer({ file: 'nowhere.yaml', workingDirectory: dir, environment: {} })).toThrow(
      /no such file/,
    );
  });
});
