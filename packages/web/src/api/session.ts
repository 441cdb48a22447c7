import type { ChangePasswordRequest, LoginRequest, SessionResponse } from '@heartwood/server/contract';
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

/** Ends every other session of who is signed in. */
export const changePassword = (request: ChangePasswordRequest): Promise<undefined> =>
  change<undefined>('PUT', `${PATH}/password`, request);

export const signOut = (): Promise<undefined> => change<undefined>('DELETE', PATH);
