import type { LoginRequest, SessionResponse } from '@heartwood/server/contract';
import { queryOptions } from '@tanstack/react-query';
import { ApiError, change, read } from './request.js';

const PATH = '/api/v1/session';

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<SessionResponse | null> => {
    try {
      return await read<SessionResponse>(PATH, {}, signal);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'unauthenticated') return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

export const signIn = (login: LoginRequest): Promise<SessionResponse | undefined> =>
  change<SessionResponse>('POST', PATH, login);

export const signOut = (): Promise<undefined> => change<undefined>('DELETE', PATH);
