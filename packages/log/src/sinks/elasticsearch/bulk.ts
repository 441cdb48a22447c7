import type { Outcome } from '../shipping/destination.js';
import type { ShippedEntry } from '../shipping/entry.js';

/**
 * The body of `POST /_bulk` (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk): for each entry an action and
 * the document. `create` is what data streams take; with the entry's id it makes a repeated batch count once.
 *
 * @param index name with the placeholders `{service}`, `{environment}`, `{stream}` and `{date}` (UTC, `2026.03.01`)
 */
export function bulkBody(entries: readonly ShippedEntry[], index: string): string {
  let body = '';
  for (const { line, fields } of entries) {
    const action = {
      create: { _index: indexOf(index, fields), ...(typeof fields.id === 'string' && { _id: fields.id }) },
    };
    body += `${JSON.stringify(action)}\n${documentOf(line, fields)}\n`;
  }
  return body;
}

/** The entry with the `@timestamp` data streams demand; a line that is no JSON object becomes one. */
function documentOf(line: string, fields: ShippedEntry['fields']): string {
  const time = `{"@timestamp":${JSON.stringify(String(fields.timestamp))}`;
  return line.startsWith('{"timestamp"') ? `${time},${line.slice(1)}` : `${time},${JSON.stringify(fields).slice(1)}`;
}

function indexOf(template: string, fields: ShippedEntry['fields']): string {
  return template.replaceAll(/\{(service|environment|stream|date)\}/g, (_, name: string) => {
    if (name === 'date') return String(fields.timestamp).slice(0, 10).replaceAll('-', '.');
    return indexPart(String(fields[name] ?? (name === 'stream' ? 'app' : 'unknown')));
  });
}

/** Lower case, without the signs that indices forbid, and without the dash that separates the parts of a data stream's name. */
const indexPart = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9._]/g, '_')
    .slice(0, 100);

/**
 * What became of each document. 409 says that it is there already; 429 and 5xx concern the server, the rest the document.
 */
export function bulkOutcome(body: string, count: number): Outcome {
  const items = itemsOf(body);
  if (items === 'none') return { kind: 'settled', rejected: 0 };
  if (items?.length !== count) {
    const reason = `the answer is none to a bulk request of ${count} documents: ${body.slice(0, 200)}`;
    return { kind: 'unavailable', reason, retryAfterMs: undefined };
  }
  const again: number[] = [];
  const failed: string[] = [];
  for (const [index, { status, reason }] of items.entries()) {
    if (status === 429 || status >= 500) again.push(index);
    else if (status >= 300 && status !== 409) failed.push(`HTTP ${status} ${reason}`.trim());
  }
  return { kind: 'settled', rejected: failed.length, reason: failed[0] ?? '', again };
}

interface BulkItem {
  readonly status: number;
  readonly reason: string;
}

/** `none` when the server says that nothing failed. */
function itemsOf(body: string): BulkItem[] | 'none' | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== 'object' || answer === null || !('errors' in answer)) return undefined;
    if (answer.errors === false) return 'none';
    return 'items' in answer && Array.isArray(answer.items) ? answer.items.map(itemOf) : undefined;
  } catch {
    return undefined;
  }
}

function itemOf(item: unknown): BulkItem {
  const result: unknown = typeof item === 'object' && item !== null ? Object.values(item)[0] : undefined;
  if (typeof result !== 'object' || result === null) return { status: 500, reason: '' };
  const status = 'status' in result && typeof result.status === 'number' ? result.status : 500;
  const error: unknown = 'error' in result ? result.error : undefined;
  if (typeof error === 'string') return { status, reason: error };
  const reason = typeof error === 'object' && error !== null && 'reason' in error ? String(error.reason) : '';
  return { status, reason };
}
