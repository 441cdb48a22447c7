import type { Constant } from '@heartwood/logql';
import type { Nanoseconds, RangeEntry } from '../../../query/index.js';

type Texts = Readonly<Record<string, string>>;
type StreamValue = readonly [time: string, line: string] | readonly [time: string, line: string, categories: object];

/**
 * The answer to a log query: entries grouped into streams, in the order of their first entry, times as nanoseconds in text.
 *
 * @param categorize as asked for by `X-Loki-Response-Encoding-Flags: categorize-labels`: structured metadata stands with each
 *   entry instead of among the stream's labels
 * @see https://grafana.com/docs/loki/latest/reference/loki-http-api/#query-logs-within-a-range-of-time
 */
export function encodeStreams(entries: readonly RangeEntry[], categorize: boolean): object {
  const streams = new Map<string, { stream: Texts; values: StreamValue[] }>();
  for (const { labels, metadata, error, timestamp, line } of entries) {
    const parsed: Texts = error === undefined ? {} : { __error__: error };
    const stream = categorize ? labels : { ...labels, ...metadata, ...parsed };
    const key = JSON.stringify(Object.entries(stream).sort(([one], [other]) => (one < other ? -1 : 1)));
    const group = streams.get(key) ?? { stream, values: [] };
    streams.set(key, group);
    const time = timestamp.toString();
    group.values.push(categorize ? [time, line, categories(metadata, parsed)] : [time, line]);
  }
  return success({
    resultType: 'streams',
    ...(categorize && { encodingFlags: ['categorize-labels'] }),
    result: [...streams.values()],
    stats: {},
  });
}

const categories = (structuredMetadata: Texts, parsed: Texts): object => ({
  ...(Object.keys(structuredMetadata).length > 0 && { structuredMetadata }),
  ...(Object.keys(parsed).length > 0 && { parsed }),
});

/** The answer to an instant query that needs no entries. Values are text, as Prometheus writes them. */
export function encodeConstant({ kind, value }: Constant, time: Nanoseconds): object {
  const sample = [Number(time / 1_000_000n) / 1_000, sampleText(value)];
  return success(
    kind === 'scalar'
      ? { resultType: 'scalar', result: sample, stats: {} }
      : { resultType: 'vector', result: [{ metric: {}, value: sample }], stats: {} },
  );
}

const sampleText = (value: number): string =>
  Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';

/** A list of names, values or label sets. */
export const encodeList = (data: readonly unknown[]): object => success(data);

const success = (data: unknown): object => ({ status: 'success', data });
