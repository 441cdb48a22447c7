import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSyncSpool, ownIdentitySync, type SyncSpool } from '@heartwood/spool';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adoptLate } from './late-lines.js';
import { claimStarting, StartingLines } from './starting-lines.js';

let dir: string;
let slot: string;
let spool: SyncSpool;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-starting-'));
  slot = join(dir, '0');
  spool = await openSyncSpool({ dir: join(slot, 'spool') });
});

afterEach(async () => {
  await spool.close();
  rmSync(dir, { recursive: true, force: true });
});

const starting = (): string[] => readdirSync(dir).filter((name) => name.startsWith('starting-'));

async function stored(): Promise<string[]> {
  await spool.synced();
  return (await spool.read({ maxRecords: 1e6, maxBytes: 1e9 })).records.map(({ data }) => Buffer.from(data).toString());
}

/** A file as a process leaves it that died before its spool was open. */
function leaveBehind(owner: object | undefined, text: string): string {
  const path = join(dir, 'starting-00000000-0000-4000-8000-000000000000.ndjson');
  writeFileSync(path, `${owner === undefined ? '{"own' : JSON.stringify({ owner })}\n${text}`);
  return path;
}

/** The identity of a process that has ended. */
function dead(): object {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  return { ...ownIdentitySync(), pid, startedAt: '1' };
}

describe('StartingLines', () => {
  it('makes a file with the first line, and puts everything into the spool in order', async () => {
    const lines = new StartingLines(dir, 1e9);
    expect(starting()).toEqual([]);
    const all = Array.from({ length: 30_000 }, (_, n) => `{"n":${n},"text":"${'ü'.repeat(n % 90)}"}\n`);
    for (const line of all) lines.add(line);
    expect(starting()).toHaveLength(1);
    expect(lines.lines).toBe(30_000);
    lines.handOver(slot, spool);
    expect(await stored()).toEqual(all);
    expect([starting(), readdirSync(slot)]).toEqual([[], ['spool']]);
  });

  it('takes no more than fits', () => {
    const lines = new StartingLines(dir, 2_400);
    const taken = Array.from({ length: 10 }, () => lines.add(`${'x'.repeat(99)}\n`));
    expect(taken.filter(Boolean).length).toBe(lines.lines);
    expect(taken.at(-1)).toBe(false);
    lines.close();
  });
});

describe('claimStarting', () => {
  it.each([
    ['within a text', '{"n":3,"te'],
    ['behind a brace', '{"n":3,"error":{"type":"Error"}'],
  ])('takes what a dead process left, without the line that was cut short %s', async (_, cut) => {
    leaveBehind(dead(), `{"n":1}\n{"n":2}\n${cut}`);
    expect(await claimStarting(dir, slot)).toHaveLength(1);
    await adoptLate(slot, spool);
    expect(await stored()).toEqual(['{"n":1}\n', '{"n":2}\n']);
    expect([starting(), readdirSync(slot)]).toEqual([[], ['spool']]);
  });

  it('does not double what had reached the spool when the process died while handing over', async () => {
    spool.appendSync([Buffer.from('{"n":1}\n')]);
    await spool.synced();
    leaveBehind(dead(), '{"n":1}\n{"n":2}\n');
    await claimStarting(dir, slot);
    await adoptLate(slot, spool);
    expect(await stored()).toEqual(['{"n":1}\n', '{"n":2}\n']);
  });

  it('leaves alone what belongs to a living process', async () => {
    const path = leaveBehind(ownIdentitySync(), '{"n":1}\n');
    expect(await claimStarting(dir, slot)).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });

  it.each([
    ['on another machine', { ...ownIdentitySync(), bootId: 'another', hostname: `not-${hostname()}` }],
    ['nobody can read', undefined],
  ])('takes what belongs to one %s after 30 s without a touch', async (_, owner) => {
    const path = leaveBehind(owner, '{"n":1}\n');
    expect(await claimStarting(dir, slot)).toEqual([]);
    utimesSync(path, new Date(), new Date(Date.now() - 31_000));
    expect(await claimStarting(dir, slot)).toHaveLength(1);
  });

  it('gives a file to one process only', async () => {
    leaveBehind(dead(), '{"n":1}\n');
    const other = join(dir, '1');
    mkdirSync(other);
    const claims = await Promise.all([claimStarting(dir, slot), claimStarting(dir, other)]);
    expect(claims.flat()).toHaveLength(1);
    appendFileSync(join(dir, 'starting-notes.txt'), 'foreign');
    expect(await claimStarting(dir, slot)).toEqual([]);
  });
});
