import { carriedHeaders, injectContext } from '../context/message.js';

/**
 * The ids of the current context with a message's own headers: what the consumer takes up again.
 *
 * @param headers the message's own; they win
 */
export const withCarrier = <Headers extends object>(headers: Headers): Record<string, string> & Headers =>
  injectContext(headers);

/** What a message carries, as text: brokers give values as text, as bytes or in lists. What is no text is left out. */
export const carrierOf = (headers: unknown): Record<string, string> => carriedHeaders(headers);
