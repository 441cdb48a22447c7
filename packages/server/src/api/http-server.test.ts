import { expect, it } from 'vitest';
import { createHttpServer } from './http-server.js';

const addressSeen = async (trustProxy: boolean, forwarded: string): Promise<string> => {
  const app = await createHttpServer({ trustProxy });
  app.get('/', async ({ ip }) => ip);
  const answer = await app.inject({ url: '/', remoteAddress: '10.0.0.1', headers: { 'x-forwarded-for': forwarded } });
  await app.close();
  return answer.body;
};

it('takes the client address from the proxy in front and from nobody behind it', async () => {
  expect(await addressSeen(false, '203.0.113.7')).toBe('10.0.0.1');
  expect(await addressSeen(true, '203.0.113.7')).toBe('203.0.113.7');
  // What the client wrote itself stands first; the proxy adds the address it sees.
  expect(await addressSeen(true, '192.0.2.66, 203.0.113.7')).toBe('203.0.113.7');
});

it('reads no JSON body that is larger than any request of the API', async () => {
  const app = await createHttpServer({ trustProxy: false });
  app.post('/', async () => 'read');
  const post = (payload: string) =>
    app.inject({ method: 'POST', url: '/', headers: { 'content-type': 'application/json' }, payload });
  expect((await post('{"a":1}')).statusCode).toBe(200);
  expect((await post('['.repeat(65_537))).statusCode).toBe(413);
  await app.close();
});
