import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SpoolLockedError } from '../errors.js';
import { LockFile } from './lock-file.js';
import { ownIdentity } from './process-identity.js';

describe('LockFile', () => {
  let dir: string;
  let path: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'heartwood-lock-'));
    path = join(dir, 'lock');
  });
  afterEach(() => rm(dir, { recursive: true }));

  const acquire = () => LockFile.acquire(path, () => {});

  /** Leaves a lock file of the given owner, touched so many seconds ago. */
  async function leave(content: object | string, age = 0): Promise<void> {
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    const then = new Date(Date.now() - age * 1000);
    await utimes(path, then, then);
  }

  /** A process that has ended, so its pid is free. */
  async function deadPid(): Promise<number> {
    const child = spawn(process.execPath, ['-e', '0']);
    await once(child, 'exit');
    return child.pid ?? 0;
  }

  it('keeps a second owner out, naming the first, and leaves nothing behind', async () => {
    const lock = await acquire();
    const refusal = await acquire().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SpoolLockedError);
    expect(refusal).toMatchObject({ code: 'SPOOL_LOCKED', pid: process.pid });
    await lock.release();
    await (await acquire()).release();
    expect(await readdir(dir)).toEqual([]);
  });

  it('names a living process that holds it, and takes over once that is dead', async () => {
    const held = `await (await import(${JSON.stringify(import.meta.resolve('../../dist/lock/lock-file.js'))}))
      .LockFile.acquire(${JSON.stringify(path)}, () => {}); console.log('held'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', held], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      await expect(acquire()).rejects.toThrow(`in use by process ${child.pid}: it is running`);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await (await acquire()).release();
  });

  it.runIf(process.platform === 'linux')('takes over from a zombie, which nobody has asked for yet', async () => {
    // The shell becomes `sleep`, which never asks for the child that the shell had started; only then may the child end.
    const script = 'sh -c "read line <&3" & echo $!; exec sleep 60 3<&-';
    const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
    try {
      const pid = Number(String((await once(parent.stdout as Readable, 'data'))[0]));
      const stat = (id = pid) => readFile(`/proc/${id}/stat`, 'utf8');
      while (!(await stat(parent.pid)).includes('(sleep)')) await sleep(5);
      (parent.stdio[3] as Writable).end('\n');
      while (!(await stat()).includes(') Z ')) await sleep(5);
      const startedAt = (await stat()).split(') ')[1]?.split(' ')[19];
      await leave({ ...(await ownIdentity()), nonce: 'n', pid, startedAt });
      await (await acquire()).release();
    } finally {
      parent.kill('SIGKILL');
      await once(parent, 'exit');
    }
  });

  it('takes over from a dead pid, a reused pid and an earlier boot', async () => {
    const own = { ...(await ownIdentity()), nonce: 'n' };
    for (const owner of [
      { ...own, pid: await deadPid() },
      { ...own, startedAt: 'at another time' },
      { ...own, bootId: 'an earlier boot' },
    ]) {
      await leave(owner);
      const lock = await acquire();
      expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ pid: process.pid, startedAt: own.startedAt });
      await lock.release();
      expect(await readdir(dir)).toEqual([]);
    }
  });

  it('judges owners it cannot look up by their last sign of life', async () => {
    const own = { ...(await ownIdentity()), nonce: 'n' };
    for (const owner of [
      { ...own, hostname: 'elsewhere', bootId: 'of another machine', pid: 77 },
      { ...own, pidNamespace: 'pid:[1]', pid: 77 },
      'cut sho',
      '{"pid":"seven"}',
    ]) {
      await leave(owner, 5);
      const refusal = String(await acquire().catch((error: unknown) => error));
      const [, age, rest] = /last sign of life.* (\d+) s old; if it is gone, try again in (\d+) s/.exec(refusal) ?? [];
      // Five seconds, and whatever the machine has done since; thirty are the end.
      expect(Number(age), refusal).toBeGreaterThanOrEqual(5);
      expect(Number(age) + Number(rest), refusal).toBe(30);
      await leave(owner, 31);
      await (await acquire()).release();
    }
  });

  it('takes over a lock cut short before this boot', async () => {
    await leave('', 10 * 365 * 24 * 3600);
    await (await acquire()).release();
  });

  it('finishes a takeover that a crash interrupted', async () => {
    const own = { ...(await ownIdentity()), nonce: 'n', pid: await deadPid() };
    await leave(own);
    await writeFile(`${path}.takeover`, JSON.stringify({ ...own, nonce: 'm' }));
    await (await acquire()).release();
    expect(await readdir(dir)).toEqual([]);
  });

  it('lets exactly one of many win a dead lock', async () => {
    await leave({ ...(await ownIdentity()), nonce: 'n', pid: await deadPid() });
    const results = await Promise.allSettled(Array.from({ length: 12 }, acquire));
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(won).toHaveLength(1);
    expect(refusals.every((reason) => reason instanceof SpoolLockedError)).toBe(true);
    await Promise.all(won.map((lock) => lock.release()));
  });

  it('notices that it was taken away, and does not delete the new owner’s file', async () => {
    const lock = await acquire();
    await unlink(path);
    expect(await lock.isOurs()).toBe(false);
    const next = await acquire();
    await lock.release();
    expect(await next.isOurs()).toBe(true);
    await next.release();
  });
});
