import { describe, expect, it } from 'vitest';
import { createMetrics } from './observe/index.js';
import { createQueries } from './query/index.js';
import { withMetrics } from './query-metrics.js';

describe('withMetrics', () => {
  it('tells mistakes of the caller from failures of the server', async () => {
    const metrics = createMetrics('1');
    const engine = { reader: { query: () => Promise.reject(new Error('the engine is gone')) } };
    const queries = withMetrics(createQueries({ engine }), metrics);
    const request = { query: '', from: 'now-1h', to: 'now', limit: 10, direction: 'backward' as const };
    await expect(queries.search({ ...request, query: '{' })).rejects.toThrow();
    await expect(queries.search(request)).rejects.toThrow('the engine is gone');
    const text = await metrics.text();
    expect(text).toContain('heartwood_queries_total{kind="search",outcome="refused"} 1');
    expect(text).toContain('heartwood_queries_total{kind="search",outcome="failed"} 1');
    expect(text).toContain('heartwood_query_seconds_count{kind="search"} 2');
  });
});
