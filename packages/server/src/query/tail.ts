import { compileQuery } from '@heartwood/logql';
import type { LogRecord } from '../record/index.js';
import { sizeOf } from './entry-size.js';
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
  /** Entries kept for those who are behind; beyond it the oldest are dropped and counted. Default 10,000. */
  readonly queueSize?: number;
  /** The same in bytes, about, whatever the number of subscribers. Default 64 MiB. */
  readonly queueBytes?: number;
  /** Entries looked at for one subscriber before the next has its turn. Default 500. */
  readonly batchSize?: number;
}

/** Longest stretch of looking at entries before anything else gets a turn, milliseconds: a tail must not hold up ingestion. */
const TURN_MS = 5;

interface Subscription {
  /** Number of the next entry to look at. */
  next: number;
  /** Entries that were gone before this subscriber had its turn, and that it was not told of yet. */
  dropped: number;
  readonly look: (records: readonly LogRecord[], isLast: boolean) => void;
}

/**
 * The live tail: the reference interpreter over entries as they are accepted. No I/O. All subscribers read the same recent entries,
 * each at its own place, so a thousand that are behind hold no more memory than one.
 *
 * @example
 * const tail = createTail();
 * const end = tail.subscribe('level:>=warning', (entries) => stream.push(entries));
 */
export function createTail(options: TailOptions = {}): Tail {
  const { queueSize = 10_000, queueBytes = 64 * 1_048_576, batchSize = 500 } = options;
  /** In the order of their turns. */
  const subscriptions = new Set<Subscription>();
  const recent: { readonly record: LogRecord; readonly bytes: number }[] = [];
  let bytes = 0;
  /** Number of the first of `recent`. */
  let first = 0;
  let scheduled = false;

  const end = (): number => first + recent.length;

  function publish(records: readonly LogRecord[]): void {
    if (subscriptions.size === 0) return;
    for (const record of records) {
      const entry = { record, bytes: sizeOf(record) };
      recent.push(entry);
      bytes += entry.bytes;
    }
    let over = 0;
    for (
      let left = bytes;
      recent.length - over > queueSize || (left > queueBytes && over < recent.length - 1);
      over++
    ) {
      left -= recent[over]?.bytes ?? 0;
    }
    forget(over);
    schedule();
  }

  function forget(count: number): void {
    if (count === 0) return;
    for (const entry of recent.splice(0, count)) bytes -= entry.bytes;
    first += count;
    for (const subscription of subscriptions) {
      subscription.dropped += Math.max(0, first - subscription.next);
      subscription.next = Math.max(first, subscription.next);
    }
  }

  function schedule(): void {
    if (scheduled || recent.length === 0) return;
    scheduled = true;
    setImmediate(serve);
  }

  function serve(): void {
    scheduled = false;
    const until = performance.now() + TURN_MS;
    for (const subscription of [...subscriptions]) {
      // A listener may have ended others.
      if (!subscriptions.delete(subscription)) continue;
      // To the end of the line, so that those after it come first next time.
      subscriptions.add(subscription);
      serveOne(subscription);
      if (performance.now() > until) break;
    }
    let needed = end();
    for (const { next } of subscriptions) needed = Math.min(needed, next);
    forget(needed - first);
    schedule();
  }

  function serveOne(subscription: Subscription): void {
    const from = subscription.next - first;
    const records = recent.slice(from, from + batchSize).map(({ record }) => record);
    if (records.length === 0) return;
    subscription.next += records.length;
    subscription.look(records, subscription.next === end());
  }

  function subscribe(query: string, listener: TailListener): () => void {
    const run = compileQuery(parse(query));
    const subscription: Subscription = {
      next: end(),
      dropped: 0,
      look(records, isLast) {
        const matching = records.filter((record) => run(entryView(record)) !== undefined);
        // At the end nothing may match for long: that something was missed is told without waiting for it.
        if (matching.length === 0 && (subscription.dropped === 0 || !isLast)) return;
        const missed = subscription.dropped;
        subscription.dropped = 0;
        listener(matching, missed);
      },
    };
    subscriptions.add(subscription);
    return () => {
      subscriptions.delete(subscription);
      if (subscriptions.size === 0) forget(recent.length);
    };
  }

  return {
    publish,
    subscribe,
    get subscribers() {
      return subscriptions.size;
    },
  };
}
