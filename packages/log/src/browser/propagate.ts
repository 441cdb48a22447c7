import type { PageIds } from './page.js';
import { randomHex } from './random-hex.js';

/**
 * Gives calls by `fetch` the ids of the page, so that what the backend logs for them is found together with what the page logs. Headers the
 * caller has set stay. Calls to other origins are left alone unless they are named.
 *
 * @param origins origins beside the page's own: `https://api.example`
 * @returns puts `fetch` back
 */
export function propagateIds(origins: readonly string[], ids: PageIds): () => void {
  const original = globalThis.fetch;
  const propagating: typeof fetch = (input, init) => original(input, withIds(input, init));
  const withIds = (input: RequestInfo | URL, init: RequestInit | undefined): RequestInit | undefined => {
    try {
      const request = input instanceof Request ? input : undefined;
      const { origin } = new URL(request?.url ?? String(input), location.href);
      if (origin !== location.origin && !origins.includes(origin)) return init;
      const headers = new Headers(init?.headers ?? request?.headers);
      const add = (name: string, value: string): void => {
        if (!headers.has(name)) headers.set(name, value);
      };
      add('traceparent', `00-${ids.trace_id}-${randomHex(8)}-${ids.flags}`);
      add('x-request-id', randomHex(16));
      add('x-correlation-id', ids.correlation_id);
      return { ...init, headers };
    } catch {
      // Whatever is wrong with the call, fetch says so better.
      return init;
    }
  };
  globalThis.fetch = propagating;
  return () => {
    if (globalThis.fetch === propagating) globalThis.fetch = original;
  };
}
