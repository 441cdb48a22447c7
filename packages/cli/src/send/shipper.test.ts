import { Buffer } from 'node:buffer';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Fault, type FlakyServer, startFlakyServer } from '../../test/flaky-server.js';
import { Failure } from '../failure.js';
import type { Batch } from './batch.js';
import { createShipper, type Shipper } from './shipper.js';

const batch = (...lines: string[]): Batch => ({
  body: Buffer.from(`${lines.join('\n')}\n`),
  key: 'key',
  lines: lines.map((_, index) => index + 11),
  end: 0,
});

async function setUp(
  faults: readonly Fault[],
  reject?: (line: string) => string | undefined,
): Promise<{ server: FlakyServer; shipper: Shipper; waits: [string, number][]; stop: AbortController }> {
  const server = await startFlakyServer(faults, reject);
  onTestFinished(() => server.close());
  const waits: [string, number][] = [];
  const stop = new AbortController();
  const shipper = createShipper({
    connection: { url: server.url, key: 'hw_test' },
    retryFor: 10_000,
    interrupted: stop.signal,
    onWait: (reason, ms) => waits.push([reason, ms]),
    firstWait: 10,
    longestWait: 40,
  });
  return { server, shipper, waits, stop };
}

describe('a batch', () => {
  it('is sent compressed, with the key of the user and its own', async () => {
    const { server, shipper } = await setUp([]);
    expect(await shipper.ship(batch('a', 'b'))).toEqual({ accepted: 2, rejected: [], rejectedCount: 0 });
    expect(server.received).toEqual([{ key: 'key', authorization: 'Bearer hw_test', lines: ['a', 'b'] }]);
  });

  it('is sent again on 429 and 503, with the same key', async () => {
    const { server, shipper, waits } = await setUp([{ status: 429 }, { status: 503 }, { status: 502 }]);
    expect((await shipper.ship(batch('a'))).accepted).toBe(1);
    expect(server.received.map(({ key }) => key)).toEqual(['key', 'key', 'key', 'key']);
    expect(waits.map(([reason]) => reason)).toEqual([
      'the server answered 429',
      'the server answered 503',
      'the server answered 502',
    ]);
  });

  it('waits as long as the server asks', async () => {
    const { shipper, waits } = await setUp([{ status: 429, headers: { 'retry-after': '1' } }]);
    await shipper.ship(batch('a'));
    expect(waits).toEqual([['the server answered 429', 1_000]]);
  });

  it('is stored once when the connection breaks, before or after the server took it', async () => {
    const { server, shipper } = await setUp(['reset before', 'reset after', 'reset after']);
    expect((await shipper.ship(batch('a', 'b'))).accepted).toBe(2);
    expect(server.received).toHaveLength(4);
    expect(server.stored).toEqual(['a', 'b']);
  });

  it('is halved when it is too large for the server', async () => {
    const { server, shipper } = await setUp([{ status: 413 }, { status: 413 }], (line) =>
      line === 'c' ? 'bad' : undefined,
    );
    expect(await shipper.ship(batch('a', 'b', 'c'))).toEqual({
      accepted: 2,
      rejected: [{ line: 13, error: 'bad' }],
      rejectedCount: 1,
    });
    expect(server.stored).toEqual(['a', 'b']);
    expect(new Set(server.received.map(({ key }) => key)).size).toBe(5);
  });

  it('of one entry that is too large is rejected, not tried for ever', async () => {
    const { shipper } = await setUp([{ status: 413 }]);
    expect(await shipper.ship(batch('a'))).toMatchObject({ accepted: 0, rejectedCount: 1, rejected: [{ line: 11 }] });
  });

  it('names rejected entries by their line in the file', async () => {
    const { shipper } = await setUp([], (line) => (line === 'b' ? 'timestamp is no time' : undefined));
    expect(await shipper.ship(batch('a', 'b', 'c'))).toEqual({
      accepted: 2,
      rejected: [{ line: 12, error: 'timestamp is no time' }],
      rejectedCount: 1,
    });
  });
});

describe('sending fails', () => {
  const failure = async (promise: Promise<unknown>): Promise<Failure> => {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof Failure)) throw new Error(`expected a Failure, got ${error}`);
    return error;
  };

  it('at once when nobody listens', async () => {
    const { server } = await setUp([]);
    const { url } = server;
    await server.close();
    const shipper = createShipper({
      connection: { url, key: 'k' },
      retryFor: 10_000,
      interrupted: new AbortController().signal,
      onWait: () => expect.unreachable('it must not wait'),
    });
    const error = await failure(shipper.ship(batch('a')));
    expect(error).toMatchObject({ kind: 'unreachable', exitCode: 4 });
    expect(error.hint).toContain('heartwood serve');
  });

  it('when the key is refused, without trying again', async () => {
    const { server, shipper } = await setUp([{ status: 401 }]);
    expect(await failure(shipper.ship(batch('a')))).toMatchObject({ kind: 'forbidden', exitCode: 5 });
    expect(server.received).toHaveLength(1);
  });

  it('when the server takes nothing for too long', async () => {
    const { server } = await setUp(Array.from({ length: 100 }, () => ({ status: 503 })));
    const shipper = createShipper({
      connection: { url: server.url, key: 'k' },
      retryFor: 50,
      interrupted: new AbortController().signal,
      onWait: () => undefined,
      firstWait: 10,
    });
    const error = await failure(shipper.ship(batch('a')));
    expect(error.message).toContain('503');
    expect(error.hint).toContain('again');
  });

  it('when it is interrupted while it waits', async () => {
    const { shipper, stop } = await setUp([{ status: 503, headers: { 'retry-after': '5' } }]);
    const sent = failure(shipper.ship(batch('a')));
    setTimeout(() => stop.abort(), 20);
    expect(await sent).toMatchObject({ kind: 'interrupted', exitCode: 130 });
  });
});
