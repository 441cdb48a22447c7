import type {
  EntryResponse,
  FacetsResponse,
  FieldsResponse,
  HistogramResponse,
  LogRecord,
  SearchResponse,
} from '@heartwood/server/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { TimeRange } from '../explore/time/range.js';
import { read } from './request.js';

/** What every read of entries is about. */
export interface Selection {
  readonly query: string;
  readonly range: TimeRange;
  /** Counts presses of "refresh": the same question asked anew, since `now` has moved on. */
  readonly refresh: number;
}

/** Entries per page of the table: about five screens. */
const PAGE = 200;

const keyOf = ({ query, range, refresh }: Selection) => [query, range.from, range.to, refresh] as const;
const parametersOf = ({ query, range }: Selection) => ({ query, from: range.from, to: range.to });

/** Newest first, page by page. */
export const entriesQuery = (selection: Selection) =>
  infiniteQueryOptions({
    queryKey: ['entries', ...keyOf(selection)],
    queryFn: ({ pageParam, signal }) =>
      read<SearchResponse>('/api/v1/search', { ...parametersOf(selection), limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

export const histogramQuery = (selection: Selection, buckets: number) =>
  queryOptions({
    queryKey: ['histogram', ...keyOf(selection), buckets],
    queryFn: ({ signal }) =>
      read<HistogramResponse>('/api/v1/histogram', { ...parametersOf(selection), buckets }, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

export const facetsQuery = (selection: Selection) =>
  queryOptions({
    queryKey: ['facets', ...keyOf(selection)],
    queryFn: ({ signal }) => read<FacetsResponse>('/api/v1/facets', { ...parametersOf(selection), limit: 12 }, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

/** One field's values in the range whatever the query, for completion while typing. */
export const fieldValuesQuery = (field: string, range: TimeRange) =>
  queryOptions({
    queryKey: ['values', field, range.from, range.to],
    queryFn: async ({ signal }): Promise<readonly { value: string; count: number }[]> => {
      const { facets } = await read<FacetsResponse>(
        '/api/v1/facets',
        { fields: field, from: range.from, to: range.to, limit: 50 },
        signal,
      );
      return facets[0]?.values ?? [];
    },
    staleTime: 60_000,
  });

export const fieldsQuery = queryOptions({
  queryKey: ['fields'],
  queryFn: async ({ signal }): Promise<FieldsResponse['fields']> =>
    (await read<FieldsResponse>('/api/v1/fields', {}, signal)).fields,
  staleTime: 60_000,
});

/** One entry by its id, for a shared link whose entry is not among those loaded. */
export const entryQuery = (id: string) =>
  queryOptions({
    queryKey: ['entry', id],
    queryFn: async ({ signal }): Promise<LogRecord> =>
      (await read<EntryResponse>(`/api/v1/entries/${encodeURIComponent(id)}`, {}, signal)).entry,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The newest entry of all time that matches, to tell "nothing here" from "nothing at all". */
export const newestQuery = (query: string, refresh: number) =>
  queryOptions({
    queryKey: ['newest', query, refresh],
    queryFn: async ({ signal }): Promise<LogRecord | null> => {
      const page = await read<SearchResponse>(
        '/api/v1/search',
        { query, from: '1970-01-01T00:00:00Z', to: 'now', limit: 1 },
        signal,
      );
      return page.entries[0] ?? null;
    },
  });
