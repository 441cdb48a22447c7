import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from '../../logger/create-logger.js';
import { heartwood } from '../heartwood/heartwood.js';
import { LateLines, lateName } from './late-lines.js';
import { roomBeside, roomOfSpool } from './room.js';
import { StartingLines } from './starting-lines.js';

const MAX_BYTES = 40_000;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-room-'));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dir, { recursive: true, force: true });
});

function leave(path: string, bytes: number): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, 'x'.repeat(bytes));
}

/** Bytes of everything that holds entries. */
const bytesOfEntries = (): number =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(segment|ndjson|new)$/.test(name))
    .reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);

describe('roomBeside', () => {
  it('is what the spool leaves, as long as nothing is there', () => {
    expect(roomBeside(join(dir, 'missing'), MAX_BYTES)).toBe(MAX_BYTES - roomOfSpool(MAX_BYTES));
  });

  it.each([
    ['of a process that is starting', `starting-${'0'.repeat(36)}.ndjson`],
    ['of a process that has ended', join('0', lateName())],
    ['of a process that died while it wrote', join('0', `${lateName()}.new`)],
  ])('gets less by a file %s', (_, name) => {
    leave(join(dir, name), 3_000);
    expect(roomBeside(dir, MAX_BYTES)).toBe(7_000);
    leave(join(dir, name), 30_000);
    expect(roomBeside(dir, MAX_BYTES)).toBe(0);
  });

  it('is shared by all slots, and one process gets no more than its part', () => {
    mkdirSync(join(dir, '1'));
    leave(join(dir, '0', lateName()), 13_000);
    expect(roomBeside(dir, MAX_BYTES)).toBe(7_000);
    mkdirSync(join(dir, '2'));
    expect(roomBeside(dir, MAX_BYTES)).toBe(10_000);
  });

  it('is not touched by files of others, nor by the one that is left out', () => {
    leave(join(dir, 'notes.txt'), 3_000);
    const own = join(dir, '0', lateName());
    leave(own, 3_000);
    leave(`${own}.new`, 3_000);
    expect(roomBeside(dir, MAX_BYTES, own)).toBe(10_000);
  });
});

describe('what is written beside a spool', () => {
  it('keeps the first lines of a process that ends, and may replace them within the same room', () => {
    const late = new LateLines(join(dir, '0'), MAX_BYTES);
    const lines = Array.from({ length: 100 }, (_, n) => `{"n":${String(n).padStart(93, '0')}}\n`);
    const kept = late.write(lines, undefined);
    expect(kept).toBe(49);
    expect(late.write(lines, undefined)).toBe(kept);
    leave(join(dir, '0', lateName()), 10_000);
    expect(late.write(lines, undefined)).toBe(0);
  });

  it('leaves no half of a file behind when the disk refuses', () => {
    const slot = join(dir, '0');
    const late = new LateLines(slot, MAX_BYTES);
    late.write(['{"n":1}\n'], undefined);
    const [name = ''] = readdirSync(slot);
    rmSync(join(slot, name));
    // A folder in its place lets the write succeed and the renaming fail, for every user.
    mkdirSync(join(slot, name, 'x'), { recursive: true });
    expect(() => late.write(['{"n":1}\n'], undefined)).toThrow();
    expect(readdirSync(slot)).toEqual([name]);
  });

  it('takes nothing at a start when earlier processes have used the room', () => {
    leave(join(dir, '0', lateName()), 10_000);
    const starting = new StartingLines(dir, MAX_BYTES);
    expect(starting.add('{"n":1}\n')).toBe(false);
    starting.close();
  });

  it('stays with the spool within maxSpoolBytes, however many processes come and go while the server is dead (L20)', async () => {
    for (let round = 0; round < 6; round++) {
      const sink = heartwood({ url: 'http://127.0.0.1:9', spoolDir: dir, maxSpoolBytes: MAX_BYTES });
      const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [sink] });
      for (let n = 0; n < 300; n++) log.info('before the spool is open', { round, n });
      expect(bytesOfEntries()).toBeLessThanOrEqual(MAX_BYTES);
      // The spool is open when it has taken the lines from before.
      const isOpen = () => !readdirSync(dir).some((name) => name.startsWith('starting-'));
      await vi.waitUntil(isOpen, { timeout: 30_000 });
      for (let n = 0; n < 300; n++) log.info('into the spool', { round, n });
      expect(bytesOfEntries()).toBeLessThanOrEqual(MAX_BYTES);
      await log.close({ timeoutMs: 0 });
      expect(bytesOfEntries()).toBeLessThanOrEqual(MAX_BYTES);
      expect(log.stats().sinks.heartwood?.dropped).toBeGreaterThan(0);
    }
    expect(bytesOfEntries()).toBeGreaterThan(MAX_BYTES / 2);
  });
});
