import { activeSpans } from './active-span.js';
import { formatBaggage, parseBaggage } from './baggage.js';
import { CARRIED, type Carried, type CarryingContext, currentCarried } from './carried.js';
import { currentContext } from './context.js';
import { randomUuid } from './random-hex.js';
import { formatTraceparent, newSpan, parseTraceparent } from './traceparent.js';

/** Headers as node:http gives them: lower-case names. */
export type IncomingHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Ids from outside end up in every entry: letters, digits and a few signs, at most 128 of them. */
const SOUND_ID = /^[\w.:@/+=-]{1,128}$/;

/** The id in a header, when it is sound. */
function soundId(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' && SOUND_ID.test(header) ? header : undefined;
}

/** W3C Trace Context, section 3.3.1.1: what every implementation must at least hand on. */
const MAX_TRACESTATE = 512;

/**
 * The context an incoming request brings: `X-Request-ID`, `X-Correlation-ID`, `traceparent` with `tracestate`, and `baggage`. What is missing
 * or not sound is made anew; the correlation id is the request id then. Baggage is handed on by `contextHeaders()` and not logged.
 */
export function contextFromHeaders(headers: IncomingHeaders): CarryingContext & { readonly request_id: string } {
  const request_id = soundId(headers['x-request-id']) ?? randomUuid();
  const correlation_id = soundId(headers['x-correlation-id']) ?? request_id;
  const parent = parseTraceparent(headers.traceparent);
  const { trace_id, span_id, sampled } = newSpan(parent);
  const { tracestate } = headers;
  const baggage = parseBaggage(headers.baggage);
  const carried: Carried = {
    sampled,
    ...(parent && typeof tracestate === 'string' && tracestate.length <= MAX_TRACESTATE && { tracestate }),
    ...(Object.keys(baggage).length > 0 && { baggage }),
  };
  return { request_id, correlation_id, trace_id, span_id, [CARRIED]: carried };
}

/**
 * The headers that hand the current context on to another service: `traceparent`, `tracestate`, `baggage`, `x-request-id` and
 * `x-correlation-id`, each when the context has it. OpenTelemetry's active span wins over the context's.
 *
 * @example await fetch(url, { headers: { ...contextHeaders(), accept: 'application/json' } });
 */
export function contextHeaders(): Record<string, string> {
  const { trace_id, span_id, request_id, correlation_id } = currentContext();
  const { sampled = true, tracestate, baggage } = currentCarried();
  const own = trace_id && span_id ? { trace_id, span_id, sampled } : undefined;
  const trace = activeSpans.current() ?? own;
  const members = baggage && formatBaggage(baggage);
  return {
    ...(trace && { traceparent: formatTraceparent(trace) }),
    ...(trace && tracestate && trace.trace_id === trace_id && { tracestate }),
    ...(members && { baggage: members }),
    ...(request_id && { 'x-request-id': request_id }),
    ...(correlation_id && { 'x-correlation-id': correlation_id }),
  };
}
