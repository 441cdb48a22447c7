import { once } from 'node:events';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import { requestErrorLogger } from './request-error-logger.js';

/** The messages of what is logged when a route throws this, or a body is sent that is no JSON. */
async function logged(thrown: unknown, body = '{}'): Promise<(string | undefined)[]> {
  const kept = memory();
  const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [kept] });
  const app = express();
  app.use(express.json());
  app.post('/orders', () => {
    throw thrown;
  });
  app.use(requestErrorLogger({ log }));
  app.use(((_err, _request, response, _next) => void response.status(400).end()) satisfies express.ErrorRequestHandler);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const headers = { 'content-type': 'application/json', connection: 'close' };
  await fetch(`http://127.0.0.1:${port}/orders`, { method: 'POST', headers, body });
  server.close();
  await once(server, 'close');
  await log.close();
  return kept.entries.map(({ message }) => message);
}

describe('requestErrorLogger', () => {
  it.each([
    ['without a status', new Error('boom')],
    ['with a status of 500', Object.assign(new Error('boom'), { status: 500 })],
    ['whose status is no number', Object.assign(new Error('boom'), { status: 'late' })],
  ])('logs an error %s', async (_, err) => {
    expect(await logged(err)).toEqual(['POST /orders failed: boom']);
  });

  it('logs what cannot be asked for its status', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(await logged(proxy)).toHaveLength(1);
  });

  it.each(['status', 'statusCode'])('takes an error with a %s below 500 for an answer', async (name) => {
    expect(await logged(Object.assign(new Error('gone'), { [name]: 410 }))).toEqual([]);
  });

  it('does not log a body that is no JSON', async () => {
    expect(await logged(new Error('boom'), '{bad')).toEqual([]);
  });
});
