import type { ShippedEntry } from '../shipping/entry.js';

/** Which fields of an entry become what in Loki. */
export interface LokiMapping {
  /** Fields that become stream labels; few values each, since every combination is a stream of its own. */
  readonly labels: readonly string[];
  /** Labels that are the same for every entry. */
  readonly fixedLabels: Readonly<Record<string, string>>;
  /** Fields that become structured metadata. */
  readonly metadata: readonly string[];
}

type Value =
  | [nanoseconds: string, line: string]
  | [nanoseconds: string, line: string, metadata: Record<string, string>];

/**
 * The body of `POST /loki/api/v1/push`
 * (https://grafana.com/docs/loki/latest/reference/loki-http-api/#ingest-logs): entries grouped by their labels, in order.
 */
export function pushBody(entries: readonly ShippedEntry[], mapping: LokiMapping): string {
  const streams = new Map<string, { stream: Record<string, string>; values: Value[] }>();
  for (const { line, fields } of entries) {
    const stream = { ...textFields(fields, mapping.labels), ...mapping.fixedLabels };
    const key = JSON.stringify(stream);
    const group = streams.get(key) ?? { stream, values: [] };
    streams.set(key, group);
    const metadata = textFields(fields, mapping.metadata);
    const time = nanoseconds(fields);
    group.values.push(Object.keys(metadata).length === 0 ? [time, line] : [time, line, metadata]);
  }
  return JSON.stringify({ streams: [...streams.values()] });
}

/**
 * Unix nanoseconds. Below the millisecond stands the entry's sequence number, so that entries of one millisecond keep their order;
 * it is the same whenever the entry is sent again, which is how Loki recognises it.
 */
function nanoseconds(fields: ShippedEntry['fields']): string {
  const milliseconds = Date.parse(String(fields.timestamp));
  const sequence = typeof fields.seq === 'number' ? fields.seq % 1_000_000 : 0;
  return `${Number.isNaN(milliseconds) ? 0 : milliseconds}${String(sequence).padStart(6, '0')}`;
}

function textFields(fields: ShippedEntry['fields'], names: readonly string[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name of names) {
    const value = name === 'stream' ? (fields.stream ?? 'app') : fields[name];
    if (value !== undefined && value !== null && value !== '') {
      texts[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
    }
  }
  return texts;
}
