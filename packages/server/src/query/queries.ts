import type {
  FacetsRequest,
  FacetsResponse,
  FieldsResponse,
  HistogramRequest,
  HistogramResponse,
  SearchRequest,
  SearchResponse,
} from '../contract/index.js';
import type { LogRecord } from '../record/index.js';
import { entry } from './entry.js';
import { facets } from './facets.js';
import { fields } from './fields.js';
import { histogram } from './histogram.js';
import { type LabelScope, labels, labelValues, series } from './labels.js';
import { type RangeEntry, type RangeRequest, range } from './range.js';
import { createRead, type ReadEngine } from './reader.js';
import { search } from './search.js';

export interface CallOptions {
  /** Ends the query in the engine. */
  readonly signal?: AbortSignal;
}

/** Every read of entries. All throw QueryError for what the caller can mend, and whatever the engine threw for the rest. */
export interface Queries {
  search(request: SearchRequest, options?: CallOptions): Promise<SearchResponse>;
  histogram(request: HistogramRequest, options?: CallOptions): Promise<HistogramResponse>;
  facets(request: FacetsRequest, options?: CallOptions): Promise<FacetsResponse>;
  fields(): Promise<FieldsResponse>;
  entry(id: string): Promise<LogRecord | undefined>;
  /** LogQL as Loki answers it. */
  range(request: RangeRequest, options?: CallOptions): Promise<readonly RangeEntry[]>;
  labels(scope: LabelScope, options?: CallOptions): Promise<readonly string[]>;
  labelValues(name: string, scope: LabelScope, options?: CallOptions): Promise<readonly string[]>;
  series(scope: LabelScope, options?: CallOptions): Promise<readonly Readonly<Record<string, string>>[]>;
}

export interface QueriesOptions {
  readonly engine: ReadEngine;
  /** Unix milliseconds; default the system's clock. */
  readonly now?: () => number;
}

/**
 * @example
 * const queries = createQueries({ engine });
 * const { entries } = await queries.search(searchRequestSchema.parse({ query: 'timeout level:error' }));
 */
export function createQueries({ engine, now = Date.now }: QueriesOptions): Queries {
  const read = createRead(engine);
  return {
    search: (request, options) => search(read, request, now(), options?.signal),
    histogram: (request, options) => histogram(read, request, now(), options?.signal),
    facets: (request, options) => facets(read, request, now(), options?.signal),
    fields: () => fields(read, now()),
    entry: (id) => entry(read, id),
    range: (request, options) => range(read, request, options?.signal),
    labels: (scope, options) => labels(read, scope, options?.signal),
    labelValues: (name, scope, options) => labelValues(read, name, scope, options?.signal),
    series: (scope, options) => series(read, scope, options?.signal),
  };
}
