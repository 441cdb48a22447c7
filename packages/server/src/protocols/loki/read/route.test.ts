import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EntryStore, openEntryStore, record } from '../../../../test/entry-store.js';
import { createQueries } from '../../../query/index.js';
import { lokiReadRoutes } from './index.js';

const NOW = Date.UTC(2026, 10, 21, 9);
const START = '1795248000000000000'; // 2026-11-21T08:00:00Z
const END = '1795251600000000000';

const pushed = (number: number, line: string, labels: Record<string, string>, metadata: Record<string, string> = {}) =>
  record(number, { message: line, service: 'web', labels, fields: metadata });

describe("Loki's read API", () => {
  let store: EntryStore;
  let app: FastifyInstance;
  beforeAll(async () => {
    store = await openEntryStore();
    await store.insert([
      {
        ...pushed(1, 'GET / 200', { job: 'web', env: 'prod' }, { status: '200' }),
        timestamp: '2026-11-21T08:00:01.000000001Z',
      },
      {
        ...pushed(2, 'GET /x 500', { job: 'web', env: 'prod' }, { status: '500', job: 'own' }),
        timestamp: '2026-11-21T08:00:01.000000002Z',
      },
      pushed(3, 'tick', { job: 'cron' }, { status: 'n/a' }),
      record(4, {
        message: 'Cart paid',
        fields: { total: 12.5 },
        trace_id: 'abc',
        environment: 'test',
        event: 'cart.paid',
      }),
    ]);
    app = Fastify();
    await app.register(lokiReadRoutes, {
      queries: createQueries({ engine: store.engine, now: () => NOW }),
      now: () => NOW,
      authenticate: async (request, reply) => {
        if (request.headers['x-api-key'] !== 'k') await reply.code(401).send('who are you');
      },
    });
  });
  afterAll(async () => {
    await app.close();
    await store.close();
  });

  const get = (path: string, query: Record<string, string | string[]> = {}, headers: Record<string, string> = {}) =>
    app.inject({ method: 'GET', url: `/loki/api/v1/${path}`, query, headers: { 'x-api-key': 'k', ...headers } });
  const range = { start: START, end: END };

  it('answers query_range with streams, newest first, times to the nanosecond', async () => {
    const answer = await get('query_range', { ...range, query: '{job="web"}' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      status: 'success',
      data: {
        resultType: 'streams',
        // Metadata joins the labels; where a label has its name it gets Loki's suffix.
        result: [
          {
            stream: { job: 'web', env: 'prod', status: '500', job_extracted: 'own' },
            values: [['1795248001000000002', 'GET /x 500']],
          },
          { stream: { job: 'web', env: 'prod', status: '200' }, values: [['1795248001000000001', 'GET / 200']] },
        ],
        stats: {},
      },
    });
  });

  it('keeps metadata apart when asked to', async () => {
    const answer = await get(
      'query_range',
      { ...range, query: '{job=~"web|cron"} | status >= 500', direction: 'FORWARD' },
      { 'x-loki-response-encoding-flags': 'categorize-labels' },
    );
    expect(answer.json().data).toEqual({
      resultType: 'streams',
      encodingFlags: ['categorize-labels'],
      result: [
        {
          stream: { job: 'web', env: 'prod' },
          values: [
            ['1795248001000000002', 'GET /x 500', { structuredMetadata: { status: '500', job_extracted: 'own' } }],
          ],
        },
        {
          stream: { job: 'cron' },
          values: [
            [
              '1795248003000000000',
              'tick',
              { structuredMetadata: { status: 'n/a' }, parsed: { __error__: 'LabelFilterErr' } },
            ],
          ],
        },
      ],
      stats: {},
    });
  });

  it('shows entries that were not pushed by the five labels, all else as metadata', async () => {
    const answer = await get('query_range', { ...range, query: '{service="shop"} |= "Cart" | total > 10' });
    expect(answer.json().data.result).toEqual([
      {
        stream: {
          ...{ service: 'shop', environment: 'test', level: 'INFO', stream: 'app', event: 'cart.paid' },
          ...{ total: '12.5', trace_id: 'abc', id: '0193a000-0000-7000-8000-000000000004' },
        },
        values: [['1795248004000000000', 'Cart paid']],
      },
    ]);
  });

  it('takes a form by POST, limits, and excludes the end', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/loki/api/v1/query_range',
      headers: { 'x-api-key': 'k', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({
        query: '{job="web"}',
        start: '1795248000',
        end: '1795248001.000000002',
        limit: '5',
      }).toString(),
    });
    expect(answer.json().data.result).toHaveLength(1);
    const one = await get('query_range', { ...range, query: '{}', limit: '1' });
    expect(one.json().data.result.flatMap(({ values }: { values: unknown[] }) => values)).toHaveLength(1);
  });

  it('lists labels, values and series', async () => {
    expect((await get('labels', range)).json()).toEqual({
      status: 'success',
      data: ['env', 'environment', 'event', 'job', 'level', 'service', 'stream'],
    });
    expect((await get('label/job/values', range)).json().data).toEqual(['cron', 'web']);
    expect((await get('label/service/values', range)).json().data).toEqual(['shop']);
    expect((await get('label/job/values', { ...range, query: '{env="prod"}' })).json().data).toEqual(['web']);
    expect((await get('series', { ...range, 'match[]': ['{job="web"}', '{job=~".+"}'] })).json().data).toEqual([
      { env: 'prod', job: 'web' },
      { job: 'cron' },
    ]);
  });

  it('takes 32 different selectors for series, by form too, and refuses more', async () => {
    const ask = (count: number) => {
      const form = new URLSearchParams(range);
      for (let n = 0; n < count; n++) form.append('match[]', `{job="web",n!="${n}"}`);
      for (let n = 0; n < 100; n++) form.append('match[]', '{job="web",n!="0"}');
      const headers = { 'x-api-key': 'k', 'content-type': 'application/x-www-form-urlencoded' };
      return app.inject({ method: 'POST', url: '/loki/api/v1/series', headers, payload: form.toString() });
    };
    expect((await ask(32)).json().data).toEqual([{ env: 'prod', job: 'web' }]);
    const refused = await ask(33);
    expect(refused.statusCode).toBe(400);
    expect(refused.body).toMatch(/too many selectors.*33.*32 at most/);
  });

  it("answers Grafana's health check", async () => {
    // Grafana means four seconds in nanoseconds; Loki takes ten digits for seconds.
    expect((await get('query', { query: 'vector(1)+vector(1)', time: '4000000000' })).json()).toEqual({
      status: 'success',
      data: { resultType: 'vector', result: [{ metric: {}, value: [4_000_000_000, '2'] }], stats: {} },
    });
  });

  it.each<[string, Record<string, string>, number, RegExp]>([
    ['query_range', {}, 400, /'query' is missing/],
    ['query_range', { query: '{job=' }, 400, /Expected a value .*at position 5/],
    ['query_range', { query: 'rate({job="web"}[1m])' }, 400, /Not supported yet: metric query with rate\(\)/],
    ['query_range', { query: '{job="web"} | json' }, 400, /Not supported yet: json parser/],
    ['query_range', { query: '1+1' }, 400, /Not supported yet/],
    ['query_range', { query: '{}', limit: '0' }, 400, /positive/],
    ['query_range', { query: '{}', limit: '5001' }, 400, /max entries limit/],
    ['query_range', { query: '{}', direction: 'sideways' }, 400, /direction/],
    ['query_range', { query: '{}', start: 'noon' }, 400, /could not parse 'start'/],
    ['query_range', { query: '{}', start: END, end: START }, 400, /before start/],
    ['query', { query: '{job="web"}' }, 400, /not supported as an instant query/],
  ])('refuses %s %j', async (path, query, status, message) => {
    const answer = await get(path, query);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
    expect(answer.body).toMatch(message);
  });

  it('lets nobody read without the guard', async () => {
    expect((await get('labels', {}, { 'x-api-key': '' })).statusCode).toBe(401);
  });
});
