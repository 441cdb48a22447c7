import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { type Client, createClient } from './client.js';

/** A client of a server that gives one answer to everything. */
async function clientOf(status: number, body: string): Promise<Client> {
  const server = createServer((_request, response) => void response.writeHead(status).end(body)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  return createClient({ url: `http://127.0.0.1:${address.port}`, key: 'k' });
}

/** What an answer must be; the contract's schemas have the same `parse`. */
const numbered = {
  parse(value: unknown): { a: number } {
    if (typeof value === 'object' && value !== null && 'a' in value && typeof value.a === 'number')
      return { a: value.a };
    throw new TypeError('not { a: number }');
  },
};

const call = async (status: number, body: string): Promise<unknown> =>
  (await clientOf(status, body)).call('/x', numbered);

it('takes answers apart as their schema says', async () => {
  expect(await call(200, '{"a":1}')).toEqual({ a: 1 });
  await expect(call(200, '{"a":"1"}')).rejects.toThrow('something that is not Heartwood');
  await expect(call(200, '<html>')).rejects.toThrow('something that is not Heartwood');
});

it('passes on what the server says about a refusal, and what to do', async () => {
  const error = (code: string, hint?: string): string => JSON.stringify({ error: { code, message: 'what', hint } });
  await expect(call(400, error('bad_query', 'do this'))).rejects.toMatchObject({
    kind: 'usage',
    message: 'what',
    hint: 'do this',
  });
  await expect(call(401, error('unauthenticated'))).rejects.toMatchObject({
    kind: 'forbidden',
    hint: expect.stringContaining('--key'),
  });
  await expect(call(403, error('forbidden'))).rejects.toMatchObject({
    kind: 'forbidden',
    hint: expect.stringContaining('scope'),
  });
  await expect(call(500, error('internal'))).rejects.toMatchObject({ kind: 'failed', message: 'what' });
  await expect(call(502, 'Bad Gateway')).rejects.toMatchObject({
    kind: 'failed',
    message: expect.stringContaining('502'),
  });
});

it('says what to do when nobody answers', async () => {
  const client = createClient({ url: 'http://127.0.0.1:1', key: 'k' });
  await expect(client.call('/x', numbered)).rejects.toMatchObject({
    kind: 'unreachable',
    hint: expect.stringContaining('heartwood serve'),
  });
});
