import type { FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../../test/entry-store.js';
import { type RunningServer, startTestServer } from '../../../test/running-server.js';
import { AccessError } from '../../access/index.js';
import { errorResponseSchema } from '../../contract/index.js';
import { createTail } from '../../query/index.js';
import { logRecordSchema } from '../../record/log-record.js';
import { addErrorHandler } from '../error-handler.js';
import { createHttpServer } from '../http-server.js';
import { tailRoutes } from './tail.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

interface Tail {
  readonly response: Response;
  /** Reads until the text so far satisfies the question; resolves with it, also when the stream ends. */
  until(question: (text: string) => boolean): Promise<string>;
  readonly controller: AbortController;
}

async function openTail(query: string, url = server.url): Promise<Tail> {
  const controller = new AbortController();
  const response = await fetch(`${url}/api/v1/tail?${new URLSearchParams({ query })}`, {
    headers: { authorization: `Bearer ${server.localKey}` },
    signal: controller.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    response,
    controller,
    async until(question) {
      while (!question(text)) {
        const { done, value } = await reader.read();
        if (done) return text;
        text += value;
      }
      return text;
    },
  };
}

const subscribers = async () =>
  /heartwood_tail_subscribers (\d+)/.exec(await (await server.get('/metrics')).text())?.[1];
const send = (message: string, service: string) =>
  fetch(`${server.url}/api/v1/ingest`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.localKey}`, 'content-type': 'application/x-ndjson' },
    body: `${JSON.stringify({ message, service, timestamp: new Date().toISOString() })}\n`,
  });

describe('GET /api/v1/tail', () => {
  it('is connected at once, and then sends what matches as it arrives', async () => {
    const tail = await openTail('{service="tail-a"}');
    expect(tail.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await tail.until((text) => text.includes('\n\n'))).toBe(': connected\n\n');
    await send('not this', 'tail-b');
    await send('this', 'tail-a');
    const text = await tail.until((received) => received.includes('event: entries'));
    const [, data = ''] =
      /event: entries\ndata: (.*)\n\n/.exec(await tail.until((received) => /data: .*\n\n/.test(received))) ?? [];
    const entries = logRecordSchema.array().parse(JSON.parse(data));
    expect(entries.map(({ message }) => message)).toEqual(['this']);
    expect(text).not.toContain('not this');
    tail.controller.abort();
  });

  it('refuses a query it cannot read before it begins', async () => {
    const answer = await server.get(`/api/v1/tail?query=${encodeURIComponent('{service=')}`, server.localKey);
    expect(answer.status).toBe(400);
    expect(errorResponseSchema.parse(await answer.json()).error).toMatchObject({ code: 'bad_query', position: 9 });
  });

  it('forgets a reader that goes away', async () => {
    await expect.poll(subscribers).toBe('0');
    const tail = await openTail('');
    await tail.until((text) => text.includes('connected'));
    expect(await subscribers()).toBe('1');
    tail.controller.abort();
    await expect.poll(subscribers).toBe('0');
  });

  it('ends when the server shuts down, and does not hold it up', async () => {
    const tail = await openTail('{service="tail-a"}');
    await tail.until((text) => text.includes('connected'));
    server = (await Promise.all([server.restart(), tail.until(() => false)]))[0];
    expect((await server.get('/healthz')).status).toBe(200);
  });
});

describe('a tail whose reader may read no longer', () => {
  it('ends, and not for a fault that is not theirs', async () => {
    const refusals = [new Error('the database is away'), new AccessError('unauthenticated', 'The session has ended.')];
    const app = await createHttpServer({ trustProxy: false });
    const observer = { opened: () => {}, closed: () => {} };
    let asked = 0;
    const requireScope = () => async () => {
      asked++;
      if (asked > 2 && refusals.length > 0) throw refusals.shift();
    };
    await app.register(tailRoutes(createTail(), { requireScope }, observer, { recheckMs: 20 }));
    const reader = await openTail('', await app.listen({ host: '127.0.0.1', port: 0 }));
    expect(await reader.until(() => false)).toBe(': connected\n\n');
    expect(asked).toBe(4);
    await app.close();
  });
});

describe('many tails', () => {
  it('are bounded for each reader and for all together, and room is free again when one closes', async () => {
    const app = await createHttpServer({ trustProxy: false });
    addErrorHandler(app, { translate: () => undefined, onUnexpected: () => {} });
    const requireScope = () => async (request: FastifyRequest) => {
      const id = String(new URL(request.url, 'http://x').searchParams.get('query'));
      request.principal = { kind: 'key', id, name: id, scopes: ['read'] };
    };
    const observer = { opened: () => {}, closed: () => {} };
    await app.register(tailRoutes(createTail(), { requireScope }, observer, { perPrincipal: 2, inAll: 3 }));
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const refused = async (reader: string) => {
      const answer = await fetch(`${url}/api/v1/tail?query=${reader}`);
      expect(answer.status).toBe(429);
      return errorResponseSchema.parse(await answer.json()).error.message;
    };
    const first = await openTail('ann', url);
    await openTail('ann', url);
    expect(await refused('ann')).toMatch(/^This user or key has 2 live tails open/);
    await openTail('bob', url);
    expect(await refused('bob')).toMatch(/^3 live tails are open/);
    first.controller.abort();
    const status = async () => (await openTail('ann', url)).response.status;
    await expect.poll(status, { timeout: 30_000 }).toBe(200);
    await app.close();
  });
});

describe('a tail that cannot keep up', () => {
  it('is told how many entries it missed, before the next ones', async () => {
    const tail = createTail({ queueSize: 3 });
    const counted: number[] = [];
    const app = await createHttpServer({ trustProxy: false });
    const observer = { opened: () => {}, closed: (dropped: number) => counted.push(dropped) };
    await app.register(tailRoutes(tail, { requireScope: () => async () => {} }, observer));
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const reader = await openTail('', url);
    tail.publish([1, 2, 3, 4, 5].map((number) => record(number)));
    const text = await reader.until((received) => /event: entries\ndata: .*\n\n/.test(received));
    expect(text).toMatch(/^: connected\n\nevent: dropped\ndata: \{"count":2\}\n\nevent: entries\ndata: \[/);
    expect(text.match(/"message":/g)).toHaveLength(3);
    reader.controller.abort();
    await expect.poll(() => counted, { timeout: 30_000 }).toEqual([2]);
    await app.close();
  });
});
