import type { CarryingContext } from './carried.js';
import { contextFromHeaders, contextHeaders } from './headers.js';

/** Names under which a context travels; the same in HTTP headers, AMQP and Kafka headers and job payloads. */
const NAMES = ['traceparent', 'tracestate', 'baggage', 'x-request-id', 'x-correlation-id'] as const;

/**
 * The properties of a message with the current context among them: for AMQP and Kafka headers, or a part of a job's payload.
 *
 * @param properties the message's own; they win
 *
 * @example channel.publish('orders', 'placed', body, { headers: injectContext() });
 */
export const injectContext = <Properties extends object = Record<never, never>>(
  properties?: Properties,
): Record<string, string> & Properties => Object.assign(contextHeaders(), properties);

/** What of a context a message carries, as text: brokers give values as text, as bytes or in lists, and names in any case. */
export function carriedHeaders(properties: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  if (typeof properties !== 'object' || properties === null) return found;
  for (const [given, value] of Object.entries(properties)) {
    const name = NAMES.find((known) => known === given.toLowerCase());
    const one: unknown = Array.isArray(value) ? value[0] : value;
    if (name === undefined) continue;
    if (typeof one === 'string') found[name] = one;
    else if (one instanceof Uint8Array) found[name] = Buffer.from(one).toString();
  }
  return found;
}

/**
 * The context a message brings, for `withContext`: that of its producer with a span of its own. What is missing is made anew.
 *
 * @param properties AMQP or Kafka headers, or the part of a payload `injectContext` has made
 *
 * @example withContext(extractContext(message.properties.headers), () => handle(message));
 */
export function extractContext(properties: unknown): CarryingContext & { readonly request_id: string } {
  return contextFromHeaders(carriedHeaders(properties));
}
