import { Readable } from 'node:stream';

/**
 * A body of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) that a slow reader cannot
 * make grow: items wait in a bounded queue, what does not fit is counted and told as an event `dropped`.
 */
export interface EventStream<Item> {
  readonly body: Readable;
  /** Queues items for the next event. @param missed items that were left out before these, on their way here */
  push(items: readonly Item[], missed?: number): void;
  /** Items left out so far. */
  readonly dropped: number;
  /** Ends the body in an orderly way. */
  end(): void;
}

export interface EventStreamOptions {
  /** Name of the event that carries items. */
  readonly event: string;
  /** Items that may wait; default 10,000. */
  readonly capacity?: number;
  /** Milliseconds between comment lines that keep proxies from closing a quiet connection; default 15 s. */
  readonly heartbeat?: number;
  /** Called once when the reader is gone or the stream has ended. */
  readonly onClose: () => void;
}

/** Items in one event at most, so that one event does not become a message of many megabytes. */
const PER_EVENT = 500;

export function createEventStream<Item>(options: EventStreamOptions): EventStream<Item> {
  const { event, capacity = 10_000, heartbeat = 15_000, onClose } = options;
  let queue: Item[] = [];
  let dropped = 0;
  let untold = 0;
  let wanted = false;
  let ended = false;

  const body = new Readable({
    read() {
      wanted = true;
      flush();
    },
    destroy(error, callback) {
      clearInterval(timer);
      queue = [];
      onClose();
      callback(error);
    },
  });
  const timer = setInterval(() => {
    if (wanted) wanted = body.push(': heartbeat\n\n');
  }, heartbeat);
  timer.unref();

  function flush(): void {
    while (wanted && !ended && (untold > 0 || queue.length > 0)) {
      if (untold > 0) {
        const count = untold;
        untold = 0;
        wanted = body.push(`event: dropped\ndata: ${JSON.stringify({ count })}\n\n`);
      } else {
        const items = queue.splice(0, PER_EVENT);
        wanted = body.push(`event: ${event}\ndata: ${JSON.stringify(items)}\n\n`);
      }
    }
  }

  // Something at once, so that the headers go out and the browser knows that it is connected.
  body.push(': connected\n\n');

  return {
    body,
    push(items, missed = 0) {
      if (ended || body.destroyed) return;
      const room = Math.max(0, capacity - queue.length);
      for (const item of items.slice(0, room)) queue.push(item);
      const over = missed + items.length - Math.min(items.length, room);
      dropped += over;
      untold += over;
      flush();
    },
    get dropped() {
      return dropped;
    },
    end() {
      if (ended) return;
      flush();
      ended = true;
      body.push(null);
    },
  };
}
