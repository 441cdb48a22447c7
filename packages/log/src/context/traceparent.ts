import { randomHex } from './random-hex.js';

/** Where an operation stands in a distributed trace. */
export interface TraceContext {
  /** 32 hex digits. */
  readonly trace_id: string;
  /** 16 hex digits. */
  readonly span_id: string;
  readonly sampled: boolean;
}

/** W3C Trace Context, level 1, section 3.2.2; later versions may append to it but not change it. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/;

/**
 * Reads the header `traceparent`; `undefined` when it is absent or not valid.
 *
 * @example parseTraceparent('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01')
 *          // { trace_id: '4bf92f…', span_id: '00f067aa0ba902b7', sampled: true }
 */
export function parseTraceparent(header: unknown): TraceContext | undefined {
  const match = typeof header === 'string' && header.length <= 512 ? TRACEPARENT.exec(header) : null;
  const [, version = 'ff', trace_id = '', span_id = '', flags = '00'] = match ?? [];
  if (match === null || version === 'ff' || (version === '00' && header !== match[0])) return undefined;
  if (/^0+$/.test(trace_id) || /^0+$/.test(span_id)) return undefined;
  return { trace_id, span_id, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** The header `traceparent` for a call to someone else. */
export const formatTraceparent = (trace: TraceContext): string =>
  `00-${trace.trace_id}-${trace.span_id}-${trace.sampled ? '01' : '00'}`;

/** A new span: in the trace of `parent`, or in a new trace of its own. */
export const newSpan = (parent?: TraceContext): TraceContext => ({
  trace_id: parent?.trace_id ?? randomHex(32),
  span_id: randomHex(16),
  sampled: parent?.sampled ?? true,
});
