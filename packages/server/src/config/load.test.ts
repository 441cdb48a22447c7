import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from './index.js';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-config-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const written = (yaml: string): string => {
  const file = join(dir, 'heartwood.yaml');
  writeFileSync(file, yaml);
  return file;
};

const load = (yaml: string, environment: Record<string, string> = {}) =>
  loadConfig({ file: written(yaml), environment });

describe('loadConfig', () => {
  it('needs nothing: every key has a working default', () => {
    const config = loadConfig({ environment: {}, workingDirectory: dir });
    expect(config.listen).toEqual({ host: '127.0.0.1', port: 4710, trust_proxy: false });
    expect(config.data_dir).toBe(join(dir, 'heartwood-data'));
    expect(config.engine.url).toBeUndefined();
    expect(config.control.url).toBeUndefined();
    expect(config.spool.segment_size).toBe(64 * 1024 * 1024);
    expect(config.access.session_lifetime).toBe(12 * 3_600_000);
  });

  it('takes the file, then the environment over it, then the overrides over both', () => {
    const file = written('listen: {host: 0.0.0.0, port: 1000}\nspool: {max_size: 2GB}\n');
    const environment = {
      HEARTWOOD_LISTEN_PORT: '2000',
      HEARTWOOD_LOG_LEVEL: 'DEBUG',
      HEARTWOOD_LISTEN_TRUST_PROXY: 'true',
    };
    expect(loadConfig({ file, environment }).listen).toEqual({ host: '0.0.0.0', port: 2000, trust_proxy: true });
    expect(loadConfig({ file, environment }).log.level).toBe('DEBUG');
    expect(loadConfig({ file, environment }).spool.max_size).toBe(2_000_000_000);
    expect(loadConfig({ file, environment, overrides: { listen: { port: 3000 } } }).listen.port).toBe(3000);
  });

  it('takes the mode of each scrubbing rule, and a list of allowances from the file or as JSON from the environment', () => {
    const { scrub } = load('scrub: {rules: {email: mask}, allow: [{rule: card, field: probe}]}', {
      HEARTWOOD_SCRUB_RULES_IP: 'off',
    });
    expect(scrub.rules).toMatchObject({ email: 'mask', ip: 'off', card: 'mask', mac: 'off' });
    expect(scrub.allow).toEqual([{ rule: 'card', field: 'probe' }]);
    expect(load('', { HEARTWOOD_SCRUB_ALLOW: '[{"value":"a@b.example"}]' }).scrub.allow).toEqual([
      { value: 'a@b.example' },
    ]);
    expect(() => load('scrub: {rules: {email: hide}}')).toThrow(/scrub\.rules\.email/);
    expect(() => load('', { HEARTWOOD_SCRUB_ALLOW: 'card' })).toThrow(/scrub\.allow/);
  });

  it('takes an empty file, an empty section variable and comments', () => {
    expect(load('# nothing yet\n', { HEARTWOOD_LISTEN_PORT: '' }).listen.port).toBe(4710);
  });

  it('reads a secret from the environment or from the file it names, never from heartwood.yaml', () => {
    writeFileSync(join(dir, 'password'), 's3cret\n');
    expect(load('engine: {password_file: password}').engine.password).toBe('s3cret');
    expect(load('', { HEARTWOOD_ENGINE_PASSWORD_FILE: join(dir, 'password') }).engine.password).toBe('s3cret');
    expect(load('engine: {password_file: password}', { HEARTWOOD_ENGINE_PASSWORD: 'direct' }).engine.password).toBe(
      'direct',
    );
    expect(() => load('engine: {password: oops}')).toThrow(
      /engine\.password .*is a secret.*HEARTWOOD_ENGINE_PASSWORD, or engine\.password_file/,
    );
  });

  it.each<[problem: string, yaml: string, environment: Record<string, string>, message: RegExp]>([
    ['a misspelt key', 'listen: {prot: 1}', {}, /listen\.prot .*unknown key; did you mean 'port'\?/],
    ['a misspelt section', 'lsiten: {port: 1}', {}, /lsiten .*unknown key; did you mean 'listen'\?/],
    ['an unknown key', 'listen: {colour: 1}', {}, /listen\.colour .*known here: host, port/],
    [
      'a misspelt variable',
      '',
      { HEARTWOOD_LISTEN_PROT: '1' },
      /HEARTWOOD_LISTEN_PROT \(environment\): .*'HEARTWOOD_LISTEN_PORT'/,
    ],
    ['a misspelt top variable', '', { HEARTWOOD_DATADIR: 'x' }, /HEARTWOOD_DATADIR .*'HEARTWOOD_DATA_DIR'/],
    ['a port out of range', 'listen: {port: 70000}', {}, /listen\.port .*65535/],
    [
      'a bad variable names itself',
      '',
      { HEARTWOOD_LISTEN_PORT: 'http' },
      /listen\.port \(HEARTWOOD_LISTEN_PORT\): .*number/,
    ],
    ['a size without a known unit', 'spool: {max_size: 3 elephants}', {}, /spool\.max_size .*not a size.*64MiB/],
    [
      'a duration without a unit',
      'access: {session_lifetime: "12"}',
      {},
      /access\.session_lifetime .*not a duration.*15m/,
    ],
    ['an engine url of the wrong kind', 'engine: {url: "postgres://x"}', {}, /engine\.url .*http:\/\//],
    ['half of TLS', 'listen: {tls_cert_file: a.pem}', {}, /listen\.tls_key_file .*is missing/],
    ['a spool smaller than a segment', 'spool: {max_size: 1MiB}', {}, /spool\.max_size .*segment_size/],
    ['a missing secret file', 'control: {url_file: nowhere}', {}, /control\.url_file .*cannot be read/],
    ['a list', '- a\n- b\n', {}, /must be a mapping/],
    ['broken YAML, once', 'listen: {port: 1', {}, /has a problem:\n.*is not YAML/],
    ['a value for a section', 'listen: 4940', {}, /listen .*is a section .*write `listen:` and, indented under it/],
    ['a port that is no number', 'listen: {port: 80a}', {}, /listen\.port .*must be a number/],
    ['a dotted key', 'listen.port: 4940', {}, /write `listen:` and, indented under it, `port: …`/],
  ])('refuses %s', (_problem, yaml, environment, message) => {
    expect(() => load(yaml, environment)).toThrow(ConfigError);
    expect(() => load(yaml, environment)).toThrow(message);
  });

  it('names every problem at once', () => {
    try {
      load('listen: {port: -1, hots: a}\nlog: {level: LOUD}\n');
      expect.unreachable('the configuration above is wrong');
    } catch (error) {
      expect((error as ConfigError).problems.map(({ key }) => key).sort()).toEqual([
        'listen.hots',
        'listen.port',
        'log.level',
      ]);
    }
  });

  it('says which file is missing', () => {
    expect(() => loadConfig({ file: join(dir, 'absent.yaml'), environment: {} })).toThrow(
      /absent\.yaml.*there is no such file; check the path/,
    );
  });

  it('leaves variables of the SDK and the command line alone', () => {
    expect(load('', { HEARTWOOD_URL: 'http://x', HEARTWOOD_API_KEY: 'hw_a_b' }).listen.port).toBe(4710);
  });
});
