import { ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';
import {
  type AnyValueMap,
  type LoggerProvider,
  type LogRecord,
  logs,
  type SeverityNumber,
} from '@opentelemetry/api-logs';
import { ATTRIBUTE, isHex, PLACED, SEVERITY } from '../sinks/otlp/log-records.js';
import type { Sink } from '../sinks/sink.js';
import { SCOPE } from './names.js';

/** What {@link opentelemetry} takes. */
export interface OpenTelemetryOptions {
  /** Where records go. Default: the global provider of `@opentelemetry/api-logs`, whenever it is registered. */
  readonly provider?: LoggerProvider;
}

/**
 * A sink that hands entries to OpenTelemetry's logs API: the message as body, the name of the entry type as event name, the fields as
 * attributes with the names of the semantic conventions, trace and span ids as context. The application's OpenTelemetry SDK decides
 * what becomes of them; origin fields (`service`, `host`, …) are its resource's to tell. To send entries to a collector without an
 * SDK, use the sink `otlp` of `@heartwood/log`.
 *
 * @example const log = createLogger({ service: 'shop', sinks: [stdout(), opentelemetry()] });
 */
export function opentelemetry(options: OpenTelemetryOptions = {}): Sink {
  const counts = { written: 0, dropped: 0 };
  return {
    name: 'opentelemetry',
    write(line) {
      try {
        const fields: unknown = JSON.parse(line);
        // Asked each time: an SDK may be registered after the logger was made.
        const logger = (options.provider ?? logs).getLogger(SCOPE);
        logger.emit(recordOf(typeof fields === 'object' && fields !== null ? { ...fields } : {}));
        counts.written++;
      } catch {
        counts.dropped++;
      }
    },
    stats: () => ({ ...counts }),
  };
}

function recordOf(fields: Readonly<Record<string, unknown>>): LogRecord {
  const { timestamp, level, message, event, logger, trace_id, span_id, error } = fields;
  const attributes: AnyValueMap = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!PLACED.has(name)) set(attributes, (Object.hasOwn(ATTRIBUTE, name) && ATTRIBUTE[name]) || name, value);
  }
  if (logger !== undefined) set(attributes, 'logger', logger);
  for (const [name, value] of Object.entries(Object(error)))
    set(attributes, EXCEPTION[name] ?? `exception.${name}`, value);
  const time = Date.parse(String(timestamp));
  return {
    ...(!Number.isNaN(time) && { timestamp: time, observedTimestamp: time }),
    severityNumber: severityOf(String(level)),
    severityText: String(level),
    body: String(message ?? ''),
    ...(typeof event === 'string' && { eventName: event }),
    attributes,
    ...(isHex(trace_id, 32) && isHex(span_id, 16) && { context: contextOf(trace_id, span_id) }),
  };
}

/** https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/ */
const EXCEPTION: Readonly<Record<string, string>> = { stack: 'exception.stacktrace' };

const severityOf = (level: string): SeverityNumber => SEVERITY[level] ?? 0;

const contextOf = (traceId: string, spanId: string): ReturnType<typeof trace.setSpan> => {
  const span: Span = trace.wrapSpanContext({ traceId, spanId, traceFlags: 1, isRemote: false });
  return trace.setSpan(ROOT_CONTEXT, span);
};

/** Values come from JSON, and every JSON value is one of OpenTelemetry's. */
function set(attributes: AnyValueMap, name: string, value: unknown): void {
  const attribute = attributeOf(value);
  if (attribute !== undefined) attributes[name] = attribute;
}

function attributeOf(value: unknown): AnyValueMap[string] | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((item) => attributeOf(item) ?? null);
  if (typeof value !== 'object' || value === null) return undefined;
  const map: AnyValueMap = {};
  for (const [name, item] of Object.entries(value)) set(map, name, item);
  return map;
}
