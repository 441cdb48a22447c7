import type { LogRecord } from '@heartwood/server/contract';

export interface TailListener {
  /** Oldest first, as they arrived. */
  readonly entries: (entries: readonly LogRecord[]) => void;
  /** The server left entries out because this browser read too slowly. */
  readonly dropped: (count: number) => void;
  readonly state: (state: 'connecting' | 'open' | 'closed') => void;
}

/**
 * Follows new entries over server-sent events; the browser reconnects by itself after a break. `closed` means that the
 * server refused (a query it cannot read, no session), and no attempt follows.
 *
 * @returns ends the connection
 */
export function followTail(query: string, listener: TailListener): () => void {
  const source = new EventSource(`/api/v1/tail?${new URLSearchParams({ query })}`);
  source.addEventListener('open', () => listener.state('open'));
  source.addEventListener('error', () =>
    listener.state(source.readyState === EventSource.CLOSED ? 'closed' : 'connecting'),
  );
  source.addEventListener('entries', (event) => listener.entries(JSON.parse(event.data) as LogRecord[]));
  source.addEventListener('dropped', (event) => listener.dropped((JSON.parse(event.data) as { count: number }).count));
  return () => source.close();
}
