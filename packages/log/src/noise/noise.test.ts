import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withContext } from '../context/context.js';
import { atLevel, entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import type { Level } from '../level.js';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import type { NoiseOptions } from './noise-control.js';
import { isSampled } from './sampler.js';

const cacheHit = entryType('cache.hit', { level: 'info', message: 'Hit {key}', fields: { key: f.string() } });
const cacheFailed = atLevel(cacheHit, 'error');
const login = entryType('login', { level: 'info', stream: 'security', message: 'in' });

function logger(noise: NoiseOptions, level: Level = 'info') {
  const sink = memory();
  const log = createLogger({ service: 's', level, env: {}, handleExit: false, sinks: [sink], noise });
  const messages = () => sink.entries.map((entry) => entry.message);
  const sums = () => sink.entries.filter((entry) => entry.event === 'log.suppressed');
  return { log, sink, messages, sums };
}

/** The sequence has neither gaps nor doubles, whatever was left out. */
const expectGapFree = (seqs: readonly number[]) => expect(seqs).toEqual(seqs.map((_, index) => index + 1));

/** Spread evenly over the numbers of 32 bits by the golden ratio. */
const traceIds = Array.from({ length: 4_000 }, (_, n) =>
  (Math.imul(n + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0').padStart(32, 'a'),
);

describe('sampling', () => {
  it.each([0, 0.1, 0.5, 1])('keeps a share of %f of the traces, and lower rates a part of higher ones', (rate) => {
    const kept = traceIds.filter((id) => isSampled(rate, id));
    expect(kept.length / traceIds.length).toBeGreaterThan(rate - 0.05);
    expect(kept.length / traceIds.length).toBeLessThan(rate + 0.05);
    expect(kept.every((id) => isSampled(Math.min(rate + 0.2, 1), id))).toBe(true);
    const names = Array.from({ length: 2_000 }, (_, n) => `trace-${n}`).filter((id) => isSampled(rate, id));
    expect(names.length / 2_000).toBeCloseTo(rate, 1);
  });

  it('draws without a trace', () => {
    expect(isSampled(0.5, undefined, () => 0.4)).toBe(true);
    expect(isSampled(0.5, undefined, () => 0.6)).toBe(false);
  });

  it('is consistent by trace, by type before level, and never touches errors, audit and security', () => {
    const { log, sink } = logger({ sample: { 'cache.hit': 0.5, info: 0, warning: 1 } });
    for (const trace_id of traceIds.slice(0, 100)) {
      withContext({ trace_id }, () => {
        log.emit(cacheHit, { key: 'a' });
        log.named('other').emit(cacheHit, { key: 'b' });
      });
    }
    const traces = sink.entries.map((entry) => entry.trace_id);
    expect(traces.length).toBeGreaterThan(40);
    expect(traces.length).toBeLessThan(160);
    expect(traces.filter((_, index) => index % 2 === 0)).toEqual(traces.filter((_, index) => index % 2 === 1));
    sink.clear();
    log.info('no');
    log.warning('yes');
    log.error('yes');
    log.emit(cacheFailed, { key: 'yes' });
    log.emit(login);
    log.audit({ action: 'yes' });
    expect(sink.entries.map(({ event }) => event)).toEqual([
      ...['log.message', 'log.message', 'cache.hit', 'login', 'audit.action'],
    ]);
    expect(log.stats().noise?.sampled).toBe(200 - traces.length + 1);
  });
});

describe('with the clock standing still', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it('a rate limit lets so many through in a second, never holds an error, and sums up the rest', () => {
    const { log, sink, messages, sums } = logger({ rateLimit: { 'cache.hit': 3, '*': 2 } });
    for (let n = 0; n < 10; n++) log.emit(cacheHit, { key: `${n}` });
    for (let n = 0; n < 5; n++) log.emit(cacheFailed, { key: 'failed' });
    log.info('a');
    log.info('b');
    log.info('c');
    expect(messages()).toEqual(['Hit 0', 'Hit 1', 'Hit 2', ...Array(5).fill('Hit failed'), 'a', 'b']);
    vi.advanceTimersByTime(1_000);
    log.emit(cacheHit, { key: 'next second' });
    expect(messages().at(-1)).toBe('Hit next second');
    vi.advanceTimersByTime(10_000);
    expect(sums()).toMatchObject([
      { suppressed_event: 'cache.hit', cause: 'rate limit', count: 7, since: '2023-11-14T22:13:20.000Z' },
      { suppressed_event: 'log.message', count: 1 },
    ]);
    expect(sums()[0]?.message).toBe('7 entries cache.hit were not written: rate limit');
    expectGapFree(sink.entries.map(({ seq }) => seq));
    expect(log.stats().noise).toMatchObject({ limited: 8 });
  });

  it('leaves out what says the same again, until the window is over, and sums it up', () => {
    const { log, sink, messages, sums } = logger({ deduplicate: { windowMs: 5_000 } });
    for (let n = 0; n < 4; n++) {
      vi.advanceTimersByTime(100);
      log.warning('queue is full', { size: 7 });
      log.error('failed');
    }
    log.warning('queue is full', { size: 8 });
    withContext({ request_id: 'r_1' }, () => log.warning('queue is full', { size: 7 }));
    vi.advanceTimersByTime(5_000);
    log.warning('queue is full', { size: 7 });
    expect(messages()).toEqual(['queue is full', ...Array(4).fill('failed'), ...Array(3).fill('queue is full')]);
    vi.advanceTimersByTime(10_000);
    expect(sums()).toMatchObject([{ cause: 'repeated', count: 3, example: 'queue is full' }]);
    expectGapFree(sink.entries.map(({ seq }) => seq));
  });

  it('sums are written at the end, too', async () => {
    const { log, sums } = logger({ deduplicate: true });
    log.info('x');
    log.info('x');
    await log.close();
    expect(sums()).toMatchObject([{ count: 1 }]);
  });
});

describe('debugOnFailure', () => {
  it('writes what was below the level when the request fails, in order, and nothing when it does not', async () => {
    const { log, sink, messages } = logger({ debugOnFailure: true });
    const handle = (request_id: string, fails: boolean) =>
      withContext({ request_id }, async () => {
        log.debug('asking');
        await Promise.resolve();
        withContext({ step: 2 }, () => log.named('db').debug('query', { text: '","seq":0' }));
        if (fails) log.error('failed');
        log.debug('late');
        log.info('done');
      });
    await Promise.all([handle('r_1', false), handle('r_2', true)]);
    log.debug('outside');
    const of = (id: string) => sink.entries.filter((entry) => entry.request_id === id).map(({ message }) => message);
    expect(of('r_1')).toEqual(['done']);
    expect(of('r_2')).toEqual(['asking', 'query', 'failed', 'late', 'done']);
    expect(messages()).toHaveLength(6);
    expectGapFree(sink.entries.map(({ seq }) => seq));
    expect(sink.entries.find(({ message }) => message === 'query')).toMatchObject({
      text: '","seq":0',
      step: 2,
      logger: 'db',
    });
    const times = sink.entries.filter((entry) => entry.request_id === 'r_2').map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort());
  });

  it('keeps the latest only', () => {
    const { log, messages } = logger({ debugOnFailure: { maxEntries: 3 } });
    withContext({}, () => {
      for (let n = 0; n < 10; n++) log.debug(`n${n}`);
      log.critical('failed');
    });
    expect(messages()).toEqual(['n7', 'n8', 'n9', 'failed']);
    expect(log.stats().noise?.displaced).toBe(7);
  });

  it('never throws, and survives getters that throw', () => {
    const { log, messages } = logger({ debugOnFailure: true, deduplicate: true, rateLimit: { '*': 100 } });
    const hostile = {
      get key(): string {
        throw new Error('no');
      },
    };
    withContext({}, () => {
      log.debug('kept', hostile);
      // @ts-expect-error: JavaScript callers can do this
      log.emit(undefined);
      log.info('x', hostile);
      log.emit(cacheHit, hostile);
    });
    expect(messages()).toHaveLength(4);
  });
});

describe('what is remembered of a hundred thousand different entries', () => {
  it('is little, however long they are', () => {
    const { log, sink } = logger({ deduplicate: true });
    const detail = 'word '.repeat(4_000);
    for (let n = 0; n < 1_200; n++) {
      log.warning(`m${n}`, { detail });
      log.warning(`m${n}`, { detail });
      sink.clear();
    }
    expect(log.stats().noise?.repeated).toBe(1_200);
    log.warning('m1199', { detail });
    log.warning('m0', { detail });
    expect(sink.entries.map(({ message }) => message)).toEqual(['m0']);
  });

  it('is summed up by type when there are more types than are told apart', async () => {
    const { log, sums } = logger({ rateLimit: { '*': 0 } });
    for (let n = 0; n < 1_500; n++) log.emit(entryType(`many.n${n}`, { level: 'info', message: 'x' }));
    await log.close();
    expect(sums()).toHaveLength(1_001);
    expect(sums().at(-1)).toMatchObject({ suppressed_event: '*', count: 500, cause: 'rate limit' });
  });
});
