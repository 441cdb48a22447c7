import { setTimeout as sleep } from 'node:timers/promises';
import { contextHeaders, type Logger, millisecondsSince } from '@heartwood/log';
import { euros } from '../catalogue/products.js';
import { paymentDeclined, paymentRetried, paymentSucceeded, paymentUnavailable } from '../entries/index.js';

/** What came of charging a card. */
export type PaymentOutcome = 'paid' | 'declined' | 'unavailable';

export interface Payments {
  charge(order: string, amountCents: number, card: string): Promise<PaymentOutcome>;
}

/** The provider could not be asked; trying again may help. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const ATTEMPTS = 3;

export interface PaymentOptions {
  /** Milliseconds an attempt may take. Default 1,500. */
  readonly timeout?: number;
  /** Milliseconds before the second attempt; doubles. Default 200. */
  readonly firstWait?: number;
}

/** Charges cards at the provider: three attempts with one idempotency key, so that nobody pays twice. */
export function createPayments(log: Logger, providerUrl: string, options: PaymentOptions = {}): Payments {
  const { timeout = 1_500, firstWait = 200 } = options;
  return {
    async charge(order, amountCents, card) {
      const amount = euros(amountCents);
      const card_last4 = card.slice(-4);
      for (let attempt = 1; ; attempt++) {
        const started = performance.now();
        const about = () => ({ order, amount, attempt, duration_ms: millisecondsSince(started) });
        try {
          const answer = await ask(providerUrl, order, amountCents, card, timeout);
          if ('reason' in answer) {
            log.emit(paymentDeclined, { ...about(), reason: answer.reason, card_last4 });
            return 'declined';
          }
          log.emit(paymentSucceeded, { ...about(), charge: answer.charge, card, card_last4 });
          return 'paid';
        } catch (err) {
          if (attempt === ATTEMPTS) {
            log.emit(paymentUnavailable, { ...about(), err });
            return 'unavailable';
          }
          const wait = firstWait * 2 ** (attempt - 1);
          log.emit(paymentRetried, { ...about(), wait, err });
          await sleep(wait);
        }
      }
    },
  };
}

async function ask(
  url: string,
  order: string,
  amountCents: number,
  card: string,
  timeout: number,
): Promise<{ charge: string } | { reason: string }> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`${url}/charges`, {
      method: 'POST',
      headers: { ...contextHeaders(), 'content-type': 'application/json', 'idempotency-key': order },
      body: JSON.stringify({ amount: amountCents, currency: 'EUR', card }),
      signal: AbortSignal.timeout(timeout),
    });
    body = await response.json();
  } catch (cause) {
    const timedOut = cause instanceof Error && cause.name === 'TimeoutError';
    const message = timedOut ? `no answer within ${timeout} ms` : 'the connection broke';
    throw new ProviderError(timedOut ? 'PROVIDER_TIMEOUT' : 'PROVIDER_UNREACHABLE', message, { cause });
  }
  if (typeof body === 'object' && body !== null) {
    if (response.status === 200 && 'charge' in body) return { charge: String(body.charge) };
    if (response.status === 402 && 'reason' in body) return { reason: String(body.reason) };
  }
  throw new ProviderError('PROVIDER_ERROR', `the provider answered ${response.status}`);
}
