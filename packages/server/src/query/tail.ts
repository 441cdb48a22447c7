import { compileQuery } from '@heartwood/logql';
import type { LogRecord } from '../record/index.js';
import { parse } from './selection.js';
import { entryView } from './view/entry-view.js';

/**
 * Receives entries that match, oldest first; `dropped` counts the entries that were published but not looked at since the last
 * call, because the subscriber's queue was full. The list is empty only when there is nothing to tell but that. Must not throw.
 */
export type TailListener = (entries: readonly LogRecord[], dropped: number) => void;

export interface Tail {
  /** Hands on accepted entries. Returns at once; subscribers are served after the current turn of the event loop. */
  publish(records: readonly LogRecord[]): void;
  /**
   * @param query as in the search box
   * @returns ends the subscription; safe to call twice
   * @throws QueryError when the query cannot be read
   */
  subscribe(query: string, listener: TailListener): () => void;
  /** Open subscriptions. */
  readonly subscribers: number;
}

export interface TailOptions {
  /** Entries waiting per subscriber; beyond it the oldest are dropped and counted. Default 10,000. */
  readonly queueSize?: number;
  /** Entries looked at per turn of the event loop, so that a tail never holds up ingestion. Default 500. */
  readonly batchSize?: number;
}

/**
 * The live tail: the reference interpreter over entries as they are accepted. No I/O.
 *
 * @example
 * const tail = createTail();
 * const end = tail.subscribe('level:>=warning', (entries) => stream.push(entries));
 */
export function createTail({ queueSize = 10_000, batchSize = 500 }: TailOptions = {}): Tail {
  const subscriptions = new Set<{ offer(records: readonly LogRecord[]): void }>();

  function subscribe(query: string, listener: TailListener): () => void {
    const run = compileQuery(parse(query));
    let waiting: LogRecord[] = [];
    let dropped = 0;
    let scheduled = false;
    const subscription = { offer };
    subscriptions.add(subscription);
    return end;

    function end(): void {
      subscriptions.delete(subscription);
      waiting = [];
    }

    function offer(records: readonly LogRecord[]): void {
      const overflow = waiting.length + records.length - queueSize;
      if (overflow > 0) {
        dropped += overflow;
        waiting = [...waiting, ...records].slice(overflow);
      } else {
        for (const record of records) waiting.push(record);
      }
      schedule();
    }

    function schedule(): void {
      if (scheduled || waiting.length === 0) return;
      scheduled = true;
      setImmediate(serve);
    }

    function serve(): void {
      scheduled = false;
      const matching = waiting.splice(0, batchSize).filter((record) => run(entryView(record)) !== undefined);
      schedule();
      // Once the queue is empty nothing may match for long: that something was missed is told without waiting for it.
      if (matching.length === 0 && (dropped === 0 || waiting.length > 0)) return;
      const missed = dropped;
      dropped = 0;
      listener(matching, missed);
    }
  }

  return {
    publish: (records) => {
      for (const subscription of subscriptions) subscription.offer(records);
    },
    subscribe,
    get subscribers() {
      return subscriptions.size;
    },
  };
}
