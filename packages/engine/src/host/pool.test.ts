import { describe, expect, it } from 'vitest';
import { SessionPool } from './pool.js';

describe('SessionPool', () => {
  const never = new AbortController().signal;

  it('lends a session to one task at a time, in order', async () => {
    const pool = new SessionPool(['only'], 10);
    const log: string[] = [];
    const task = (name: string) =>
      pool.run(never, async () => {
        log.push(`${name} starts`);
        await new Promise((resolve) => setImmediate(resolve));
        log.push(`${name} ends`);
      });
    await Promise.all([task('a'), task('b'), task('c')]);
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  });

  it('takes a session back from a task that throws', async () => {
    const pool = new SessionPool(['only'], 10);
    await expect(pool.run(never, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(pool.run(never, async (session) => session)).resolves.toBe('only');
  });

  it('lets a cancelled task leave the queue', async () => {
    const pool = new SessionPool(['only'], 10);
    const cancel = new AbortController();
    let release = (): void => {};
    const busy = pool.run(
      never,
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    const waiting = pool.run(cancel.signal, async () => 'ran');
    cancel.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    expect(pool.waiting).toBe(0);
    release();
    await busy;
  });

  it('refuses more waiting tasks than it may hold', async () => {
    const pool = new SessionPool(['only'], 1);
    const gate = new AbortController();
    const hold = () => new Promise<void>((resolve) => gate.signal.addEventListener('abort', () => resolve()));
    const tasks = [pool.run(never, hold), pool.run(never, hold)];
    await expect(pool.run(never, hold)).rejects.toThrow(/TOO_MANY_SIMULTANEOUS_QUERIES/);
    gate.abort();
    await tasks[0];
  });
});
