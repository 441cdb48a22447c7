import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../chance/random.js';

/** How often the provider misbehaves, as shares of all charges. */
export interface ProviderTemper {
  readonly declined: number;
  /** Answers 503. */
  readonly unavailable: number;
  /** Takes longer than anybody waits. */
  readonly hanging: number;
  /** Median time of an answer, milliseconds. */
  readonly latency: number;
}

export const USUAL_TEMPER: ProviderTemper = { declined: 0.06, unavailable: 0.04, hanging: 0.015, latency: 120 };

export interface Provider {
  readonly url: string;
  close(): Promise<void>;
}

const REASONS = ['insufficient funds', 'card expired', 'suspected fraud', 'limit exceeded'];
const HANG = 5_000;

/** A payment provider of its own on the loopback interface: slow at times, declining at times, gone at times. */
export async function startProvider(random: Random, temper: ProviderTemper = USUAL_TEMPER): Promise<Provider> {
  const charges = new Map<string, string>();
  const closing = new AbortController();

  const charge = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body: unknown = await json(request);
    const key = String(request.headers['idempotency-key']);
    await sleep(random.skewed(temper.latency), undefined, { signal: closing.signal });
    const luck = random.share();
    if (luck < temper.hanging) await sleep(HANG, undefined, { signal: closing.signal });
    if (luck < temper.hanging + temper.unavailable) return answer(response, 503, { error: 'temporarily unavailable' });
    // A card that ends in 0002 is always declined, as with the test cards of real providers.
    const alwaysDeclined =
      typeof body === 'object' && body !== null && 'card' in body && String(body.card).endsWith('0002');
    if (alwaysDeclined || luck > 1 - temper.declined) return answer(response, 402, { reason: random.pick(REASONS) });
    const id = charges.get(key) ?? `ch_${randomUUID().slice(0, 8)}`;
    charges.set(key, id);
    return answer(response, 200, { charge: id });
  };
  const server = createServer((request, response) => {
    charge(request, response).catch((error: unknown) => {
      // Closing, or a client that did not wait: there is nobody left to answer.
      response.destroy(error instanceof Error ? error : undefined);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the payment provider has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      closing.abort();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
