import { AssertionError } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import './vitest.js';
import { entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import { captureLogs, leaksIn } from './index.js';

const orderPlaced = entryType('order.placed', {
  level: 'info',
  message: 'Order {order} placed',
  fields: { order: f.id(), total: f.decimal(), lines: f.json({ optional: true }), note: f.string({ optional: true }) },
});

const own = memory();
const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [own] });
const logs = captureLogs(log.named('child'));
afterEach(() => logs.clear());

describe('captureLogs (L23)', () => {
  it("catches an application's logger and all of its children, instead of its own destinations, until it is stopped", () => {
    own.clear();
    const second = captureLogs(log, { passOn: true });
    log.emit(orderPlaced, { order: 'o_1', total: '1.00' });
    log.child({ a: 1 }).info('x');
    expect(second.entries).toHaveLength(2);
    expect(logs.entries).toHaveLength(2);
    second.stop();
    log.info('y');
    expect(second.entries).toHaveLength(2);
    expect(own.entries).toEqual([]);
    const other = createLogger({ service: 's', env: {}, handleExit: false, sinks: [own] });
    const caught = captureLogs(other);
    other.info('caught');
    caught.stop();
    other.info('own');
    expect(own.entries.map(({ message }) => message)).toEqual(['own']);
  });

  it('brings a logger of its own that takes every level', () => {
    const alone = captureLogs();
    alone.log.debug('x');
    expect(alone.assertLogged('log.message', { level: 'DEBUG' }).message).toBe('x');
    alone.clear();
    expect(alone.entries).toEqual([]);
  });

  it.each<[string, object, boolean]>([
    ['nothing more', {}, true],
    ['a value', { order: 'o_1' }, true],
    ['another value', { order: 'o_2' }, false],
    ['a regular expression', { total: /^\d+\.\d\d$/ }, true],
    ['part of an object', { lines: { first: { sku: 'a' } } }, true],
    ['a list', { lines: { tags: ['x', /y/] } }, true],
    ['a shorter list', { lines: { tags: ['x'] } }, false],
    ['an absent field', { note: undefined }, true],
    ['a field that is there', { order: undefined }, false],
    ["the framework's matchers", { seq: expect.any(Number), lines: expect.objectContaining({ n: 1 }) }, true],
  ])('finds by %s', (_, partial, found) => {
    const lines = { n: 1, first: { sku: 'a', price: 3 }, tags: ['x', 'yy'] };
    log.emit(orderPlaced, { order: 'o_1', total: '12.50', lines });
    expect(logs.find(orderPlaced, { ...partial })).toHaveLength(found ? 1 : 0);
    if (found) expect(logs).toHaveLogged(orderPlaced, { ...partial });
    else expect(logs).not.toHaveLogged(orderPlaced, { ...partial });
  });

  it('says what there is when what should be there is not', () => {
    expect(() => logs.assertLogged(orderPlaced)).toThrow('expected an entry order.placed, but nothing was logged');
    log.info('Cache warmed');
    expect(() => logs.assertLogged(orderPlaced)).toThrow(/but there is only:\n {2}.*Cache warmed/);
    log.emit(orderPlaced, { order: 'o_1', total: '1' });
    expect(() => logs.assertLogged(orderPlaced, { order: /^x/ })).toThrow(
      /expected an entry order.placed with \{"order":"\/\^x\/"\}, but those of the type are:\n.*"order":"o_1"/,
    );
    expect(() => logs.assertNotLogged(orderPlaced)).toThrow(AssertionError);
    expect(() => expect(logs).not.toHaveLogged(orderPlaced)).toThrow(/expected no entry order.placed, but there is:/);
    expect(logs).toHaveLoggedTimes(orderPlaced, 1);
    expect(() => expect(logs).toHaveLoggedTimes(orderPlaced, 2)).toThrow(
      'expected 2 entries order.placed, but there are 1',
    );
    expect(() => expect('x').toHaveLogged(orderPlaced)).toThrow('what captureLogs() returns');
  });
});

describe('the check for leaks', () => {
  it.each<[string, object, string[]]>([
    ['nothing', { a: 'fine', password: '[secret]', token: null, email: 'a@b.example' }, []],
    ['a secret under its name', { deep: { apiKey: 'x' } }, ['/deep/apiKey secret_key']],
    ['a card number', { note: 'paid with 4111 1111 1111 1111' }, ['/note card']],
    ['a card number that is a number', { n: 4111111111111111 }, ['/n card']],
    ['a token in a list', { l: ['ok', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a'] }, ['/l/1 provider_token']],
    ['a known value', { note: 'it was hunter2!' }, ['/note known_value']],
  ])('finds %s', (_, entry, found) => {
    const leaks = leaksIn(JSON.stringify({ event: 'x', ...entry }), { values: ['hunter2', 'ok'] });
    expect(leaks.map(({ path, rule }) => `${path} ${rule}`)).toEqual(found);
  });

  it('looks for personal data when asked', () => {
    expect(leaksIn('{"note":"a@b.example"}', { personal: true })).toEqual([{ path: '/note', rule: 'email' }]);
  });

  it('says where and never what', () => {
    log.emit(orderPlaced, { order: 'o_1', total: '1', note: '4111111111111111' });
    expect(() => logs.assertNoSecrets()).toThrow(
      'expected no secrets in the log, but there are 1:\n  order.placed at /note: card',
    );
    expect(() => expect(logs).toHaveNoSecrets()).toThrow(/^(?!.*4111)/s);
    logs.clear();
    log.info('paid', { card: '4111111111111111', password: 'x' });
    expect(logs).toHaveNoSecrets();
  });
});

describe('without Vitest', () => {
  const packageDir = fileURLToPath(new URL('../..', import.meta.url));
  it('works in node:test', () => {
    const program = `
      import assert from 'node:assert/strict';
      import { after, test } from 'node:test';
      import { captureLogs } from '@heartwood/log/testing';
      import { createLogger } from '@heartwood/log';
      const log = createLogger({ service: 'shop' });
      const logs = captureLogs(log);
      after(() => logs.stop());
      test('passes', () => {
        log.info('Cache warmed', { keys: 3 });
        assert.equal(logs.assertLogged('log.message', { keys: 3 }).message, 'Cache warmed');
        logs.assertNoSecrets();
      });
      test('fails', () => logs.assertLogged('no.such'));`;
    const run = spawnSync(process.execPath, ['--test-reporter=tap', '--input-type=module', '-e', program], {
      cwd: packageDir,
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    expect(run.stdout).toMatch(/^ok 1 - passes/m);
    expect(run.stdout).toMatch(/^not ok 2 - fails/m);
    expect(run.stdout).toContain('expected an entry no.such, but there is only:');
    expect(run.stdout).not.toContain('"event":"log.message","event_version"');
  });

  it('works in Jest, with the matchers', () => {
    const dir = mkdtempSync(join(tmpdir(), 'heartwood-jest-'));
    const dist = (name: string) => join(packageDir, 'dist', name);
    const config = {
      ...{ rootDir: dir, testMatch: ['**/*.mjs'], transform: {}, injectGlobals: true, cache: false, watchman: false },
      setupFilesAfterEnv: [dist('testing/jest.js')],
      moduleNameMapper: { '^@heartwood/log$': dist('index.js'), '^@heartwood/log/testing$': dist('testing/index.js') },
    };
    writeFileSync(join(dir, 'jest.config.json'), JSON.stringify(config));
    writeFileSync(
      join(dir, 'logs.mjs'),
      `
      import { createLogger } from '@heartwood/log';
      import { captureLogs } from '@heartwood/log/testing';
      const log = createLogger({ service: 'shop', handleExit: false });
      const logs = captureLogs(log);
      afterAll(() => logs.stop());
      test('passes', () => {
        log.info('Cache warmed', { keys: 3 });
        expect(logs).toHaveLogged('log.message', { keys: expect.any(Number), message: /warmed/ });
        expect(logs).not.toHaveLogged('no.such');
        expect(logs).toHaveNoSecrets();
      });
      test('fails', () => expect(logs).toHaveLogged('no.such'));`,
    );
    const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
    const args = [
      '--experimental-vm-modules',
      jest,
      '--config',
      join(dir, 'jest.config.json'),
      '--runInBand',
      '--verbose',
    ];
    const run = spawnSync(process.execPath, args, {
      cwd: dir,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, CI: 'true' },
    });
    rmSync(dir, { recursive: true, force: true });
    expect(run.stderr).toMatch(/✓ passes/);
    expect(run.stderr).toMatch(/✕ fails/);
    expect(run.stderr).toContain('expected an entry no.such, but there is only:');
  });
});
