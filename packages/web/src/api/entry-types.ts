import type { EntryTypeResponse, ListEntryTypesResponse } from '@heartwood/server/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { read } from './request.js';

const PATH = '/api/v1/entry-types';

/** What applications declare; drift goes on being counted, so it is asked again now and then. */
const REFRESH_MS = 15_000;
/** A list of so many types is megabytes, which is asked for less often. */
const MANY = 1_000;
const REFRESH_MANY_MS = 60_000;

/** @param q part of a name, message, description, workflow or page; empty for all */
export const entryTypesQuery = (q: string, service: string) =>
  queryOptions({
    queryKey: ['entry-types', { q, service }],
    queryFn: ({ signal }): Promise<ListEntryTypesResponse> =>
      read<ListEntryTypesResponse>(PATH, { q: q || undefined, service: service || undefined }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => ((state.data?.entry_types.length ?? 0) > MANY ? REFRESH_MANY_MS : REFRESH_MS),
  });

export const entryTypeQuery = (service: string, name: string) =>
  queryOptions({
    queryKey: ['entry-type', { service, name }],
    queryFn: ({ signal }): Promise<EntryTypeResponse> =>
      read<EntryTypeResponse>(`${PATH}/${encodeURIComponent(service)}/${encodeURIComponent(name)}`, {}, signal),
    refetchInterval: REFRESH_MS,
  });
