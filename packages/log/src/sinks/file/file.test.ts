import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it('drops and counts while the file cannot be opened, and goes on when it can', async () => {
    const now = { at: 0 };
    const blocked = join(dir, 'blocked');
    writeFileSync(blocked, 'a file where a folder should be');
    const sink = rotatingFileSink({ path: join(blocked, 'a.log') }, () => now.at);
    sink.write('one\n', 40);
    expect(sink.stats()).toMatchObject({ written: 0, dropped: 1, failures: 1 });
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
