import { randomUUID } from 'node:crypto';
import { type ContextFields, currentContext } from './context.js';
import { formatTraceparent, newSpan, parseTraceparent } from './traceparent.js';

/** Headers as node:http gives them: lower-case names. */
export type IncomingHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Ids from outside end up in every entry: letters, digits and a few signs, at most 128 of them. */
const SOUND_ID = /^[\w.:@/+=-]{1,128}$/;

/** The id in a header, when it is sound. */
function soundId(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' && SOUND_ID.test(header) ? header : undefined;
}

/**
 * The context an incoming request brings: `X-Request-ID`, `X-Correlation-ID` and `traceparent`. What is missing or not
 * sound is made anew; the correlation id is the request id then.
 */
export function contextFromHeaders(headers: IncomingHeaders): ContextFields & { readonly request_id: string } {
  const request_id = soundId(headers['x-request-id']) ?? randomUUID();
  const correlation_id = soundId(headers['x-correlation-id']) ?? request_id;
  const { trace_id, span_id } = newSpan(parseTraceparent(headers.traceparent));
  return { request_id, correlation_id, trace_id, span_id };
}

/**
 * The headers that hand the current context on to another service: `traceparent`, `x-request-id`, `x-correlation-id`, each
 * when the context has it.
 *
 * @example await fetch(url, { headers: { ...contextHeaders(), accept: 'application/json' } });
 */
export function contextHeaders(): Record<string, string> {
  const { trace_id, span_id, request_id, correlation_id } = currentContext();
  return {
    ...(trace_id && span_id && { traceparent: formatTraceparent({ trace_id, span_id, sampled: true }) }),
    ...(request_id && { 'x-request-id': request_id }),
    ...(correlation_id && { 'x-correlation-id': correlation_id }),
  };
}
