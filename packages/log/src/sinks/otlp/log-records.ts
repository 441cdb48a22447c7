import type { ShippedEntry } from '../shipping/entry.js';
import { type KeyValue, keyValues } from './any-value.js';

type Fields = ShippedEntry['fields'];

/** Fields that describe the process, with their names in OpenTelemetry's semantic conventions. */
const RESOURCE: Readonly<Record<string, string>> = {
  service: 'service.name',
  version: 'service.version',
  environment: 'deployment.environment.name',
  host: 'host.name',
  pid: 'process.pid',
};

/** Fields with a name in the semantic conventions; every other field keeps its own. */
export const ATTRIBUTE: Readonly<Record<string, string>> = {
  id: 'log.record.uid',
  session_id: 'session.id',
  user_id: 'user.id',
  username: 'user.name',
  client_ip: 'client.address',
  user_agent: 'user_agent.original',
  thread: 'thread.name',
};

/** Fields with a place of their own in a log record. */
export const PLACED: ReadonlySet<string> = new Set([
  ...['timestamp', 'level', 'message', 'event', 'logger', 'trace_id', 'span_id', 'error'],
  ...Object.keys(RESOURCE),
]);

/** SeverityNumber of the log data model (https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber). */
export const SEVERITY: Readonly<Record<string, number>> = { DEBUG: 5, INFO: 9, WARNING: 13, ERROR: 17, CRITICAL: 21 };

/**
 * The body of `POST /v1/logs` (OTLP 1.x, JSON): entries grouped by the process they come from and by their logger. The name of the entry
 * type is the event name, an error becomes the `exception.*` attributes, the message the body.
 */
export function exportLogsRequest(entries: readonly ShippedEntry[]): string {
  const resources = new Map<string, { attributes: KeyValue[]; scopes: Map<string, object[]> }>();
  for (const { fields } of entries) {
    const attributes = keyValues(renamed(fields, RESOURCE));
    const key = JSON.stringify(attributes);
    const resource = resources.get(key) ?? { attributes, scopes: new Map<string, object[]>() };
    resources.set(key, resource);
    const scope = typeof fields.logger === 'string' ? fields.logger : '@heartwood/log';
    const records = resource.scopes.get(scope) ?? [];
    resource.scopes.set(scope, records);
    records.push(logRecord(fields));
  }
  return JSON.stringify({
    resourceLogs: [...resources.values()].map(({ attributes, scopes }) => ({
      resource: { attributes },
      scopeLogs: [...scopes].map(([name, logRecords]) => ({ scope: { name }, logRecords })),
    })),
  });
}

function logRecord(fields: Fields): object {
  const milliseconds = Date.parse(String(fields.timestamp));
  const time = `${Number.isNaN(milliseconds) ? 0 : milliseconds}000000`;
  const level = String(fields.level);
  const { trace_id, span_id, event, message } = fields;
  const traced = isHex(trace_id, 32);
  return {
    timeUnixNano: time,
    observedTimeUnixNano: time,
    severityNumber: SEVERITY[level] ?? 0,
    severityText: level,
    body: { stringValue: String(message ?? '') },
    attributes: attributesOf(fields, traced),
    ...(typeof event === 'string' && { eventName: event }),
    ...(traced && { traceId: trace_id }),
    ...(traced && isHex(span_id, 16) && { spanId: span_id }),
  };
}

function attributesOf(fields: Fields, traced: boolean): KeyValue[] {
  const own = Object.entries(fields).filter(([name]) => !PLACED.has(name) || (name === 'trace_id' && !traced));
  const named = own.map(([name, value]) => [(Object.hasOwn(ATTRIBUTE, name) && ATTRIBUTE[name]) || name, value]);
  return [...keyValues(Object.fromEntries(named)), ...exceptionOf(fields.error)];
}

/** https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/ */
function exceptionOf(error: unknown): KeyValue[] {
  if (typeof error !== 'object' || error === null) return [];
  const { type, message, stack, ...rest }: Fields = { ...error };
  return keyValues({
    ...{ 'exception.type': type, 'exception.message': message, 'exception.stacktrace': stack },
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [`exception.${name}`, value])),
  });
}

function renamed(fields: Fields, names: Readonly<Record<string, string>>): object {
  return Object.fromEntries(Object.entries(names).map(([name, other]) => [other, fields[name]]));
}

/** Whether a value is an id of so many hex digits that is not all zeros. */
export const isHex = (value: unknown, length: number): value is string =>
  typeof value === 'string' && value.length === length && /^[0-9a-f]+$/.test(value) && !/^0+$/.test(value);
