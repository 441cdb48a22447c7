import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../logger/create-logger.js';
import { file, rotatingFileSink } from './file.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-file-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const settings = { service: 'shop', format: 'json', env: {} } as const;
const read = (name: string): string => readFileSync(join(dir, name), 'utf8');

describe('file', () => {
  it('appends lines to a file of mode 0640 in a folder it makes', async () => {
    const path = join(dir, 'deep', 'shop.log');
    for (const message of ['one', 'two']) {
      const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [file({ path })] });
      log.info(message);
      await log.close();
    }
    const lines = read('deep/shop.log').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(['one', 'two']);
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it('is made anew at once when somebody deletes it', async () => {
    const path = join(dir, 'a.log');
    const sink = file({ path });
    sink.open?.(settings);
    for (const line of ['one\n', 'two\n', 'three\n']) {
      sink.write(line, 40);
      expect(read('a.log')).toBe(line);
      rmSync(path);
      const deletedAt = Date.now();
      while (Date.now() === deletedAt) await new Promise(setImmediate);
    }
    await sink.close?.(0);
    expect(sink.stats()).toMatchObject({ written: 3, dropped: 0, failures: 0 });
  });

  it('writes to LOG_FILE_PATH when it is given no path, and to a path given alone', async () => {
    const [path, alone] = [join(dir, 'env.log'), join(dir, 'alone.log')];
    const given = [file(), file(alone as never)];
    const log = createLogger({ service: 'shop', env: { LOG_FILE_PATH: path }, handleExit: false, sinks: given });
    log.info('one');
    await log.close();
    for (const name of ['env.log', 'alone.log']) expect(read(name)).toContain('"one"');
  });

  it('drops, counts and says what to do when nobody has said where to write', async () => {
    const said: string[] = [];
    for (const options of [{}, null, { path: 5 as unknown as string }]) {
      const sink = rotatingFileSink(options, Date.now, (text) => said.push(text));
      sink.open?.(settings);
      sink.write('lost\n', 40);
      expect(sink.stats()).toMatchObject({ written: 0, dropped: 1 });
      await sink.close?.(0);
    }
    expect(said).toHaveLength(3);
    expect(said[0]).toContain('say where to write');
  });

  it('writes at the end of the tick, and at once from ERROR up', async () => {
    const path = join(dir, 'a.log');
    const sink = file({ path });
    sink.open?.(settings);
    sink.write('info\n', 20);
    expect(readdirSync(dir)).toEqual([]);
    await new Promise(setImmediate);
    expect(read('a.log')).toBe('info\n');
    sink.write('error\n', 40);
    expect(read('a.log')).toBe('info\nerror\n');
    await sink.close?.(0);
  });

  it('rotates by size, keeps every line, and deletes what is too old', async () => {
    const now = { at: Date.UTC(2026, 10, 21, 8) };
    const sink = rotatingFileSink({ path: join(dir, 'a.log') }, () => now.at);
    sink.open?.({ ...settings, env: { LOG_ROTATION_SIZE: '1KB', LOG_RETENTION_DAYS: '2' } });
    const old = 'a.log.2026-11-01T00-00-00-000Z';
    for (const name of [old, 'a.log.keep', 'b.log']) writeFileSync(join(dir, name), 'x');
    for (const name of [old, 'a.log.keep', 'b.log']) utimesSync(join(dir, name), 0, 0);
    for (let line = 0; line < 50; line++) sink.write(`${String(line).padStart(99, '0')}\n`, 40);
    await sink.close?.(0);
    const names = readdirSync(dir).sort();
    expect(names).not.toContain(old);
    expect(names).toEqual(expect.arrayContaining(['a.log', 'a.log.keep', 'b.log']));
    const rotated = names.filter((name) => /^a\.log(\.2026-11-21T.*)?$/.test(name));
    expect(rotated).toHaveLength(5);
    for (const name of rotated) expect(statSync(join(dir, name)).size).toBeLessThanOrEqual(1024);
    const lines = rotated.flatMap((name) => read(name).trimEnd().split('\n')).map(Number);
    expect(lines.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, line) => line));
    expect(sink.stats()).toEqual({ written: 50, dropped: 0, rotations: 4, failures: 0 });
  });

  it('opens the file anew when it has been moved away', async () => {
    const now = { at: 0 };
    const sink = rotatingFileSink({ path: join(dir, 'a.log') }, () => now.at);
    sink.write('one\n', 40);
    renameSync(join(dir, 'a.log'), join(dir, 'a.log.1'));
    now.at += 1_000;
    sink.write('two\n', 40);
    await sink.close?.(0);
    expect([read('a.log.1'), read('a.log')]).toEqual(['one\n', 'two\n']);
  });

  it('goes on at the beginning of a file that was copied and cut (copytruncate), and knows its new length', async () => {
    const now = { at: 0 };
    const sink = rotatingFileSink({ path: join(dir, 'a.log'), rotationBytes: 1_000 }, () => now.at);
    sink.write(`${'x'.repeat(899)}\n`, 40);
    copyFileSync(join(dir, 'a.log'), join(dir, 'a.log.1'));
    truncateSync(join(dir, 'a.log'));
    now.at += 1_000;
    for (const text of ['two', 'three']) sink.write(`${text.padEnd(199)}\n`, 40);
    await sink.close?.(0);
    expect(
      read('a.log')
        .split('\n')
        .map((line) => line.trim()),
    ).toEqual(['two', 'three', '']);
    expect(sink.stats()).toMatchObject({ rotations: 0, dropped: 0 });
  });

  it('makes folder and file anew when they are removed', async () => {
    const now = { at: 0 };
    const sink = rotatingFileSink({ path: join(dir, 'logs', 'a.log') }, () => now.at);
    sink.write('one\n', 40);
    rmSync(join(dir, 'logs'), { recursive: true });
    now.at += 1_000;
    sink.write('two\n', 40);
    await sink.close?.(0);
    expect(read('logs/a.log')).toBe('two\n');
    expect(statSync(join(dir, 'logs', 'a.log')).mode & 0o777).toBe(0o640);
  });

  it('goes on in the file that was moved away while no new one can be opened', async () => {
    const now = { at: 0 };
    const [logs, moved] = [join(dir, 'logs'), join(dir, 'moved')];
    const sink = rotatingFileSink({ path: join(logs, 'a.log') }, () => now.at);
    sink.write('one\n', 40);
    renameSync(logs, moved);
    writeFileSync(logs, 'a file where the folder should be');
    now.at += 1_000;
    sink.write('two\n', 40);
    expect(sink.stats()).toMatchObject({ written: 2, dropped: 0, failures: 1 });
    rmSync(logs);
    now.at += 1_000;
    sink.write('three\n', 40);
    await sink.close?.(0);
    expect([read('moved/a.log'), read('logs/a.log')]).toEqual(['one\ntwo\n', 'three\n']);
  });

  it('gives up and counts what a full disk does not take', async () => {
    const sink = file({ path: '/dev/full' });
    sink.open?.(settings);
    for (let n = 0; n < 3; n++) sink.write('x\n', 40);
    await sink.close?.(0);
    expect(sink.stats()).toMatchObject({ written: 0, dropped: 3, rotations: 0 });
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
  });

  it('never moves what is no regular file: a device, a pipe, a link', async () => {
    const target = join(dir, 'target.log');
    writeFileSync(target, '');
    symlinkSync(target, join(dir, 'a.log'));
    const sink = rotatingFileSink({ path: join(dir, 'a.log'), rotationBytes: 10 }, Date.now);
    for (let n = 0; n < 5; n++) sink.write('0123456789\n', 40);
    await sink.close?.(0);
    expect(readdirSync(dir).sort()).toEqual(['a.log', 'target.log']);
    expect(read('target.log')).toHaveLength(55);
  });

  it('begins a new file with every day, in UTC, also in the nights the clocks are changed', async () => {
    // 25 October and 29 March 2026 in Berlin, where an hour is there twice or not at all.
    for (const [name, midnight] of [
      ['autumn', Date.UTC(2026, 9, 25)],
      ['spring', Date.UTC(2026, 2, 29)],
    ] as const) {
      const now = { at: midnight - 30 * 60_000 };
      const path = join(dir, name, 'a.log');
      const sink = rotatingFileSink({ path }, () => now.at);
      sink.write('-1\n', 40);
      utimesSync(path, now.at / 1_000, now.at / 1_000);
      for (let hour = 0; hour <= 24; hour++) {
        now.at = midnight + hour * 60 * 60_000 + 1;
        sink.write(`${hour}\n`, 40);
      }
      await sink.close?.(0);
      const files = readdirSync(join(dir, name)).sort();
      expect(files).toHaveLength(3);
      const texts = files.map((one) => readFileSync(join(dir, name, one), 'utf8'));
      const hours = texts.map((text) => text.trimEnd().split('\n').map(Number));
      expect(hours).toEqual([[24], [-1], Array.from({ length: 24 }, (_, hour) => hour)]);
    }
  });

  it('moves a file aside at the start when its last line is of another day, or hour if so configured', async () => {
    const path = join(dir, 'a.log');
    const hourAgo = Date.now() / 1_000 - 3_600;
    for (const [period, files] of [
      ['never', 1],
      ['hour', 2],
    ] as const) {
      writeFileSync(path, 'old\n');
      utimesSync(path, hourAgo, hourAgo);
      const sink = file({ path, rotationPeriod: 'never' });
      sink.open?.({ ...settings, env: { LOG_ROTATION_PERIOD: period } });
      sink.write('new\n', 40);
      await sink.close?.(0);
      expect(readdirSync(dir)).toHaveLength(files);
      expect(read('a.log')).toBe(period === 'hour' ? 'new\n' : 'old\nnew\n');
    }
  });

  it('keeps mode 0640 on rotated files, and deletes by age nothing but its own', async () => {
    const now = { at: Date.now() };
    const path = join(dir, 'a.log');
    const own = [
      'a.log.2020-01-01T00-00-00-000Z',
      'a.log.2020-01-01T00-00-00-000Z-4711',
      'a.log.2020-01-01T00-00-00-000Z-4711-2',
    ];
    const foreign = [
      'a.log.1',
      'a.log.gz',
      'a.log.2020-01-01',
      'b.log.2020-01-01T00-00-00-000Z',
      'a.log.2020-01-01T00-00-00-000Z.gz',
    ];
    const folder = 'a.log.2020-01-01T00-00-00-000Z-1';
    mkdirSync(join(dir, folder));
    for (const name of [...own, ...foreign]) writeFileSync(join(dir, name), 'x');
    for (const name of [...own, ...foreign, folder]) utimesSync(join(dir, name), 0, 0);
    const sink = rotatingFileSink({ path, rotationBytes: 10 }, () => now.at);
    for (let n = 0; n < 3; n++) sink.write('0123456789\n', 40);
    await sink.close?.(0);
    const names = readdirSync(dir);
    expect(names).toEqual(expect.arrayContaining([...foreign, folder]));
    for (const name of own) expect(names).not.toContain(name);
    const rotated = names.filter((name) => name.includes(`-${process.pid}`));
    expect(rotated).toHaveLength(2);
    for (const name of rotated) expect(statSync(join(dir, name)).mode & 0o777).toBe(0o640);
    expect(sink.stats()).toMatchObject({ failures: 0 });
  });

  it('loses no line when two processes write and rotate one file', { timeout: 60_000 }, async () => {
    const library = new URL('../../../dist/index.js', import.meta.url).href;
    const program = `
      import { createLogger, file } from '${library}';
      const log = createLogger({ service: 's', env: {}, sinks: [file({ path: 'a.log', rotationBytes: 60_000 })] });
      for (let n = 0; n < 3_000; n++) {
        log.info('line', { who: process.argv[1], n });
        if (n % 100 === 0) await new Promise(setImmediate);
      }`;
    const run = (who: string) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, who], { cwd: dir });
    await Promise.all([run('a'), run('b')]);
    const lines = readdirSync(dir).flatMap((name) => read(name).trimEnd().split('\n'));
    const found = lines.map((line) => JSON.parse(line)).map(({ who, n }) => `${who}${n}`);
    const all = ['a', 'b'].flatMap((who) => Array.from({ length: 3_000 }, (_, n) => `${who}${n}`));
    expect(found.sort()).toEqual(all.sort());
    expect(readdirSync(dir).length).toBeGreaterThan(10);
  });

  it('drops nothing in a synchronous loop', async () => {
    const sink = file({ path: join(dir, 'a.log') });
    sink.open?.(settings);
    const line = `${'x'.repeat(999)}\n`;
    for (let n = 0; n < 20_000; n++) sink.write(line, 20);
    expect(sink.stats().written).toBeGreaterThan(19_900);
    await sink.close?.(0);
    expect(sink.stats()).toMatchObject({ written: 20_000, dropped: 0 });
    expect(statSync(join(dir, 'a.log')).size).toBe(20_000_000);
  });

  it('drops, counts and says so while the file cannot be opened, and goes on when it can', async () => {
    const now = { at: 0 };
    const blocked = join(dir, 'blocked');
    writeFileSync(blocked, 'a file where a folder should be');
    const said: string[] = [];
    const path = join(blocked, 'a.log');
    const sink = rotatingFileSink(
      { path },
      () => now.at,
      (text) => said.push(text),
    );
    sink.write('one\n', 40);
    expect(sink.stats()).toMatchObject({ written: 0, dropped: 1, failures: 1 });
    expect(said).toEqual([
      expect.stringMatching(/^heartwood: .*a\.log cannot be opened for log entries: .*(EEXIST|ENOTDIR)/),
    ]);
    rmSync(blocked);
    mkdirSync(blocked);
    chmodSync(blocked, 0o700);
    now.at += 1_000;
    sink.write('two\n', 40);
    await sink.close?.(0);
    expect(read('blocked/a.log')).toBe('two\n');
    expect(sink.stats()).toMatchObject({ written: 1, dropped: 1 });
  });
});
