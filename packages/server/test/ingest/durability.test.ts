import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '@heartwood/engine';
import { openSpool } from '@heartwood/spool';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeBatch } from '../../src/store/batch/batch.js';
import { removeDirectory, type Stack, startEngine, startStack, temporaryDirectory } from './stack.js';

/** What was acknowledged is stored once, whatever dies in between (P2). */
describe('durability', () => {
  let dir: string;
  let engine: Engine;
  let stack: Stack | undefined;
  beforeEach(async () => {
    dir = await temporaryDirectory();
    engine = await startEngine(dir);
  });
  afterEach(async () => {
    await stack?.close();
    stack = undefined;
    await engine.close();
    await removeDirectory(dir);
  });

  const lines = (batch: number, rows: number): string =>
    Array.from(
      { length: rows },
      (_, row) => `${JSON.stringify({ message: `b${batch} r${row}`, stream: row % 7 === 0 ? 'audit' : 'app' })}\n`,
    ).join('');

  const send = (url: string, body: string, key: string = randomUUID()): Promise<Response> =>
    fetch(`${url}/api/v1/ingest`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': key },
      body,
    });

  /** As soon as it serves, so that the kill meets an insert. */
  async function killEngine(): Promise<void> {
    while (engine.state !== 'ready' || engine.pid === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    process.kill(engine.pid, 'SIGKILL');
  }

  async function count(): Promise<{ rows: number; distinct: number }> {
    const rows = (await stack?.rows()) ?? [];
    return { rows: rows.length, distinct: new Set(rows.map(({ message }) => message)).size };
  }

  it('kill -9 of the engine again and again in mid-drain loses and doubles nothing', async () => {
    stack = await startStack(dir, engine);
    let acknowledged = 0;
    for (let batch = 0; batch < 40; batch++) {
      const answer = (await (await send(stack.url, lines(batch, 200))).json()) as { accepted: number };
      acknowledged += answer.accepted;
      if (batch % 8 === 4) await killEngine();
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect(acknowledged).toBe(8_000);
    expect(await count()).toEqual({ rows: 8_000, distinct: 8_000 });
    expect(stack.events.some(({ kind }) => kind === 'retry')).toBe(true);
  });

  it('a range that had reached the engine when the server died is not stored again', async () => {
    // The engine has the rows, but the server dies before it can acknowledge: the same range goes under the same token again.
    const dying: Pick<Engine, 'insert' | 'reader'> = {
      reader: engine.reader,
      async insert(options) {
        await engine.insert(options);
        throw new Error('the server died here');
      },
    };
    stack = await startStack(dir, dying);
    await send(stack.url, lines(1, 500));
    while (!stack.events.some(({ kind }) => kind === 'retry')) await new Promise((resolve) => setTimeout(resolve, 20));
    // More arrives before the restart: it must not widen the range.
    await send(stack.url, lines(2, 500));
    await stack.close();
    stack = await startStack(dir, engine);
    expect(await count()).toEqual({ rows: 1_000, distinct: 1_000 });
  });

  it('a key is remembered over a restart, whether its batch still waits or has been stored', async () => {
    stack = await startStack(dir, engine);
    const stored = randomUUID();
    await send(stack.url, `${lines(1, 10)}broken\n`, stored);
    await stack.drain.drained();
    await stack.close();

    const away: Pick<Engine, 'insert' | 'reader'> = {
      reader: engine.reader,
      insert: () => Promise.reject(new Error('away')),
    };
    stack = await startStack(dir, away);
    const waiting = randomUUID();
    await send(stack.url, lines(2, 10), waiting);
    await stack.close();

    stack = await startStack(dir, engine);
    for (const [key, body] of [
      [stored, `${lines(1, 10)}broken\n`],
      [waiting, lines(2, 10)],
    ] as const) {
      const again = await send(stack.url, body, key);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(await again.json()).toMatchObject({ accepted: 10 });
    }
    expect(await count()).toEqual({ rows: 20, distinct: 20 });
  });

  it('a batch whose failed append turns out to have reached the disk is not stored beside its repetition', async () => {
    const spool = await openSpool({ dir: join(dir, 'spool') });
    const result = { accepted: 1, rejected: [] };
    const row = (id: string) => [
      {
        stream: 'app' as const,
        rows: 1,
        partitions: ['app:2026-11-21'],
        body: Buffer.from(`{"id":"${id}","timestamp":"2026-11-21 08:00:00","message":"twice"}\n`),
      },
    ];
    await spool.append(encodeBatch(row(randomUUID()), { key: 'k', at: 1_000, result }));
    await spool.append(encodeBatch(row(randomUUID()), { key: 'k', at: 1_500, result }));
    await spool.close();
    stack = await startStack(dir, engine);
    expect(await count()).toEqual({ rows: 1, distinct: 1 });
    expect(stack.events).toContainEqual({ kind: 'repeat', parts: 1 });
  });

  it('rows the engine refuses go to the dead-letter file, their neighbours are stored', async () => {
    const spool = await openSpool({ dir: join(dir, 'spool') });
    const row = (message: string, level = 'INFO') =>
      `{"id":"${randomUUID()}","timestamp":"2026-11-21 08:00:00","level":"${level}","message":"${message}"}\n`;
    const rows = Array.from({ length: 1_000 }, (_, index) =>
      row(`m${index}`, index === 137 || index === 800 ? 'LOUD' : 'INFO'),
    );
    await spool.append(
      encodeBatch([{ stream: 'app', rows: 1_000, partitions: ['app:2026-11-21'], body: Buffer.from(rows.join('')) }]),
    );
    await spool.append([Buffer.from('this is no batch')]);
    await spool.append(
      encodeBatch([{ stream: 'app', rows: 1, partitions: ['app:2026-11-21'], body: Buffer.from(row('behind')) }]),
    );
    await spool.close();
    stack = await startStack(dir, engine);
    expect(await count()).toEqual({ rows: 999, distinct: 999 });
    const letters = (await readFile(join(dir, 'store', 'dead-letters.ndjson'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(
      letters.map(({ row: refused }) =>
        refused.startsWith('{') ? JSON.parse(refused).message : Buffer.from(refused, 'base64').toString(),
      ),
    ).toEqual(['this is no batch', 'm137', 'm800']);
    expect(stack.events).toContainEqual({ kind: 'dead-letters', count: 2, error: expect.stringContaining('LOUD') });
  });

  it('a full spool is 429 with Retry-After, and takes entries again when the engine is back', async () => {
    let isAway = true;
    const slow: Pick<Engine, 'insert' | 'reader'> = {
      reader: engine.reader,
      insert: (options) => (isAway ? Promise.reject(new Error('away')) : engine.insert(options)),
    };
    stack = await startStack(dir, slow, { spool: { maxBytes: 262_144, segmentBytes: 65_536 } });
    const body = lines(0, 200);
    let accepted = 0;
    let answer = await send(stack.url, body);
    while (answer.status === 200) {
      accepted += 200;
      answer = await send(stack.url, body);
    }
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({
      error: { code: 'too_many_requests', message: expect.stringContaining('spool is full') },
    });
    isAway = false;
    await stack.drain.drained();
    expect((await send(stack.url, body)).status).toBe(200);
    expect((await count()).rows).toBe(accepted + 200);
  });

  it('more than a year of days arrives in one batch', async () => {
    stack = await startStack(dir, engine);
    const day = 86_400_000;
    const days = Array.from({ length: 400 }, (_, index) =>
      JSON.stringify({ timestamp: new Date(Date.now() - index * day).toISOString(), message: `d${index}` }),
    );
    expect(await (await send(stack.url, days.join('\n'))).json()).toEqual({ accepted: 400, rejected: [] });
    expect(await count()).toEqual({ rows: 400, distinct: 400 });
  });
});
