import type { LogRecord } from '../record/log-record.js';
import type {
  FacetsRequest,
  FacetsResponse,
  FieldsResponse,
  HistogramRequest,
  HistogramResponse,
  SearchRequest,
  SearchResponse,
} from './contract/index.js';

/** The reads that the API serves; `query/` answers them. A client that goes away aborts the signal. */
export interface Reads {
  search(request: SearchRequest, options?: { signal?: AbortSignal }): Promise<SearchResponse>;
  histogram(request: HistogramRequest, options?: { signal?: AbortSignal }): Promise<HistogramResponse>;
  facets(request: FacetsRequest, options?: { signal?: AbortSignal }): Promise<FacetsResponse>;
  fields(): Promise<FieldsResponse>;
  entry(id: string): Promise<LogRecord | undefined>;
}
