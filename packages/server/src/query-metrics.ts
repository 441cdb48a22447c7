import type { Metrics } from './observe/index.js';
import { type Queries, QueryError } from './query/index.js';

/** The caller's mistakes; everything else is the server's. */
const REFUSED = new Set(['bad_request', 'bad_query']);

/** The same queries, counted and timed by kind. */
export function withMetrics(queries: Queries, metrics: Pick<Metrics, 'queried'>): Queries {
  const observed =
    <Arguments extends unknown[], Result>(kind: string, run: (...values: Arguments) => Promise<Result>) =>
    async (...values: Arguments): Promise<Result> => {
      const start = performance.now();
      const seconds = () => (performance.now() - start) / 1_000;
      try {
        const result = await run(...values);
        metrics.queried(kind, 'ok', seconds());
        return result;
      } catch (error) {
        const refused = error instanceof QueryError && REFUSED.has(error.code);
        metrics.queried(kind, refused ? 'refused' : 'failed', seconds());
        throw error;
      }
    };
  return {
    search: observed('search', queries.search),
    histogram: observed('histogram', queries.histogram),
    facets: observed('facets', queries.facets),
    fields: observed('fields', queries.fields),
    entry: observed('entry', queries.entry),
    range: observed('range', queries.range),
    labels: observed('labels', queries.labels),
    labelValues: observed('label_values', queries.labelValues),
    series: observed('series', queries.series),
  };
}
