import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './api/request.js';
import { sessionQuery } from './api/session.js';

/** Only what may be different the next time is worth asking again. */
const passes = (error: Error): boolean => error instanceof ApiError && error.code === 'unavailable';

/**
 * @param onSignedOut called when the server no longer knows the session in the middle of work
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (!(error instanceof ApiError) || error.code !== 'unauthenticated') return;
        client.setQueryData(sessionQuery.queryKey, null);
        onSignedOut();
      },
    }),
    defaultOptions: {
      queries: { refetchOnWindowFocus: false, retry: (failures, error) => failures < 2 && passes(error) },
      mutations: { retry: false },
    },
  });
  return client;
}
