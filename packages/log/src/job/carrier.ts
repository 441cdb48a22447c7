import { contextHeaders } from '../context/headers.js';

/** Header names that carry a context; the same as in HTTP. */
const CARRIED = ['traceparent', 'x-request-id', 'x-correlation-id'] as const;

/**
 * The ids of the current context with a message's own headers: what the consumer takes up again.
 *
 * @param headers the message's own; they win
 */
export const withCarrier = <Headers extends object>(headers: Headers): Record<string, string> & Headers => ({
  ...contextHeaders(),
  ...headers,
});

/** What a message carries, as text: brokers give values as text, as bytes or in lists. What is no text is left out. */
export function carrierOf(headers: unknown): Record<string, string> {
  const carrier: Record<string, string> = {};
  if (typeof headers !== 'object' || headers === null) return carrier;
  for (const name of CARRIED) {
    const value: unknown = Reflect.get(headers, name);
    const one: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof one === 'string') carrier[name] = one;
    else if (one instanceof Uint8Array) carrier[name] = Buffer.from(one).toString();
  }
  return carrier;
}
