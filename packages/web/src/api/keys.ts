import type { ApiKey, CreateKeyRequest, CreateKeyResponse, ListKeysResponse } from '@heartwood/server/contract';
import { queryOptions } from '@tanstack/react-query';
import { change, read } from './request.js';

const PATH = '/api/v1/keys';

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: async ({ signal }): Promise<readonly ApiKey[]> => (await read<ListKeysResponse>(PATH, {}, signal)).keys,
});

export const createKey = (request: CreateKeyRequest): Promise<CreateKeyResponse | undefined> =>
  change<CreateKeyResponse>('POST', PATH, request);

export const revokeKey = (id: string): Promise<undefined> =>
  change<undefined>('DELETE', `${PATH}/${encodeURIComponent(id)}`);
