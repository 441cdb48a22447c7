import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EntryStore, openEntryStore, record } from '../../test/entry-store.js';
import {
  entryResponseSchema,
  facetsRequestSchema,
  facetsResponseSchema,
  fieldsResponseSchema,
  histogramRequestSchema,
  histogramResponseSchema,
  searchRequestSchema,
  searchResponseSchema,
} from '../contract/index.js';
import type { LogRecord } from '../record/index.js';
import { createQueries, type Queries } from './queries.js';
import { QueryError } from './query-error.js';

const NOW = Date.UTC(2026, 10, 21, 9);
const range = { from: '2026-11-21T08:00:00Z', to: '2026-11-21T09:00:00Z' };

const full: LogRecord = record(900, {
  timestamp: '2026-11-21T08:15:00.123456789Z',
  level: 'ERROR',
  stream: 'audit',
  message: 'Payment refused: "card" 日本',
  event: 'payment.refused',
  event_version: 2,
  pid: 42,
  seq: 9,
  duration_ms: 12.5,
  trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  payload: '{"raw":true}',
  error: { type: 'TypeError', message: 'no card', stack: 'at x', causes: [{ type: 'Inner' }] },
  audit: { actor: { id: 'u_7' }, action: 'pay', outcome: 'failure', changed: ['state'] },
  fields: { amount: 129.9, currency: 'EUR', retried: false, tags: ['a', 'b'], nothing: null, text: '12' },
});
const pushed: LogRecord = record(901, {
  timestamp: '2026-11-21T08:16:00.000Z',
  message: 'level=warn msg="slow"',
  level: 'WARNING',
  service: 'nginx',
  labels: { job: 'nginx', service_name: 'nginx', level: 'warn' },
  fields: { detected_level: 'warn' },
});

describe('queries on the real engine', () => {
  let store: EntryStore;
  let queries: Queries;
  beforeAll(async () => {
    store = await openEntryStore();
    // 300 entries in 30 groups that share one timestamp, over two streams.
    const many = Array.from({ length: 300 }, (_, number) =>
      record(number, {
        timestamp: new Date(Date.UTC(2026, 10, 21, 8, 30) + Math.floor(number / 10) * 60_000).toISOString(),
        stream: number % 2 === 0 ? 'app' : 'access',
        level: number % 3 === 0 ? 'ERROR' : 'INFO',
        fields: { status: 200 + (number % 4), shard: `s${number % 5}` },
      }),
    );
    await store.insert([...many, full, pushed]);
    queries = createQueries({ engine: store.engine, now: () => NOW });
  });
  afterAll(() => store.close());

  const search = (request: object) => queries.search(searchRequestSchema.parse({ ...range, ...request }));

  it('gives entries back as they were, conforming to the contract', async () => {
    const found = searchResponseSchema.parse(await search({ query: 'payment refused amount:>100' }));
    expect(found.entries).toEqual([full]);
    expect(found.logql).toBe('{} |~ "(?i)payment" |~ "(?i)refused" | amount > 100 | __error__=""');
    expect((await search({ query: 'job:nginx' })).entries).toEqual([pushed]);
    expect(entryResponseSchema.parse({ entry: await queries.entry(full.id) }).entry).toEqual(full);
    expect(await queries.entry('00000000-0000-7000-8000-000000000000')).toBeUndefined();
  });

  it.each(['backward', 'forward'] as const)(
    'pages %s through equal timestamps without loss or repetition',
    async (direction) => {
      const seen: LogRecord[] = [];
      let cursor: string | undefined;
      do {
        const page = await search({ query: 'shard:*', limit: 7, direction, cursor });
        expect(page.entries.length).toBeLessThanOrEqual(7);
        seen.push(...page.entries);
        cursor = page.cursor;
      } while (cursor !== undefined);
      expect(new Set(seen.map(({ id }) => id)).size).toBe(300);
      const times = seen.map(({ timestamp }) => timestamp);
      expect(times).toEqual(
        [...times].sort((one, other) => (one < other ? -1 : 1) * (direction === 'forward' ? 1 : -1)),
      );
    },
  );

  it('includes the start of a range and excludes its end', async () => {
    const request = { query: 'shard:*', from: '2026-11-21T08:31:00Z', to: '2026-11-21T08:32:00Z' };
    expect((await search(request)).entries).toHaveLength(10);
  });

  it('counts entries per bar and level', async () => {
    const request = histogramRequestSchema.parse({ ...range, query: 'shard:*', buckets: 6 });
    const answer = histogramResponseSchema.parse(await queries.histogram(request));
    expect(answer.step_ms).toBe(600_000);
    expect(answer.total).toBe(300);
    expect(answer.buckets).toEqual(
      [30, 40, 50].map((minute, index) => ({
        start: Date.UTC(2026, 10, 21, 8, minute),
        counts: { ERROR: index === 0 ? 34 : 33, INFO: index === 0 ? 66 : 67 },
      })),
    );
  });

  it('gives the most frequent values of chosen and of asked fields', async () => {
    const chosen = facetsResponseSchema.parse(
      await queries.facets(facetsRequestSchema.parse({ ...range, query: 'shard:*' })),
    );
    const byField = new Map(chosen.facets.map((facet) => [facet.field, facet]));
    expect([...byField.keys()]).toEqual(['level', 'service', 'stream', 'shard', 'status']);
    expect(byField.get('level')).toEqual({
      field: 'level',
      cardinality: 2,
      values: [
        { value: 'INFO', count: 200 },
        { value: 'ERROR', count: 100 },
      ],
    });
    const asked = await queries.facets(facetsRequestSchema.parse({ ...range, fields: 'job,missing,shard', limit: 2 }));
    expect(asked.facets).toEqual([
      { field: 'job', cardinality: 1, values: [{ value: 'nginx', count: 1 }] },
      { field: 'missing', cardinality: 0, values: [] },
      {
        field: 'shard',
        cardinality: 5,
        values: [
          { value: 's0', count: 60 },
          { value: 's1', count: 60 },
        ],
      },
    ]);
  });

  it('names fields and labels for completion', async () => {
    const { fields } = fieldsResponseSchema.parse(await queries.fields());
    expect(fields).toContainEqual({ name: 'service', kind: 'label' });
    expect(fields).toContainEqual({ name: 'trace_id', kind: 'metadata' });
    expect(fields).toContainEqual({ name: 'shard', kind: 'metadata' });
    expect(fields).toContainEqual({ name: 'job', kind: 'label' });
  });

  it.each<[string, object, object]>([
    ['a query with a mistake', { query: '{a' }, { code: 'bad_query', position: 2 }],
    ['a query that is not supported', { query: '{} | json' }, { code: 'bad_query', position: 5 }],
    ['a moment that is none', { from: 'yesterday' }, { code: 'bad_request' }],
    ['a range that runs backwards', { from: 'now', to: 'now-1h' }, { code: 'bad_request' }],
    ['a cursor of something else', { cursor: 'abc' }, { code: 'bad_request' }],
  ])('refuses %s', async (_, request, expected) => {
    const failure = search(request);
    await expect(failure).rejects.toBeInstanceOf(QueryError);
    await expect(failure).rejects.toMatchObject(expected);
  });

  it('ends with the request that asked, and with an engine that does not answer', async () => {
    const asked = new AbortController();
    const request = searchRequestSchema.parse(range);
    const given = queries.search(request, { signal: asked.signal });
    asked.abort();
    await expect(given).rejects.toMatchObject({
      name: 'QueryError',
      code: 'unavailable',
    });
    // The client's own error, as nothing here can keep an engine silent for 45 s.
    const silent = createQueries({ engine: { reader: { query: () => Promise.reject(new Error('Timeout error.')) } } });
    await expect(silent.search(request)).rejects.toMatchObject({ name: 'QueryError', code: 'query_timeout' });
  });

  it('says so when a query hits a cap', async () => {
    const capped = createQueries({
      engine: {
        reader: {
          query: (parameters) =>
            store.engine.reader.query({
              ...parameters,
              clickhouse_settings: { ...parameters.clickhouse_settings, max_memory_usage: '1' },
            }),
        } as typeof store.engine.reader,
      },
      now: () => NOW,
    });
    const failure = capped.search(searchRequestSchema.parse(range));
    await expect(failure).rejects.toMatchObject({ code: 'query_timeout', hint: expect.stringMatching(/Narrow/) });
  });
});
