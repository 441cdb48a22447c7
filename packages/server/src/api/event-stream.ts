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

export interface EventStreamOptions<Item> {
  /** Name of the event that carries items. */
  readonly event: string;
  /** Items that may wait; default 10,000. */
  readonly capacity?: number;
  /** Characters of JSON that may wait; default 4 Mi. One item always may. */
  readonly capacityText?: number;
  /** An item as JSON on one line; default `JSON.stringify`. */
  readonly encode?: (item: Item) => string;
  /** Milliseconds between comment lines that keep proxies from closing a quiet connection; default 15 s. */
  readonly heartbeat?: number;
  /** Called once when the reader is gone or the stream has ended. */
  readonly onClose: () => void;
}

/** Items in one event at most, so that one event does not become a message of many megabytes. */
const PER_EVENT = 500;
/** The same in characters; an event may be longer by one item. */
const TEXT_PER_EVENT = 1_048_576;

export function createEventStream<Item>(options: EventStreamOptions<Item>): EventStream<Item> {
  const { event, capacity = 10_000, capacityText = 4 * 1_048_576, heartbeat = 15_000, onClose } = options;
  const { encode = (item: Item) => JSON.stringify(item) } = options;
  let queue: string[] = [];
  /** Characters in the queue. */
  let waiting = 0;
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
      waiting = 0;
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
        wanted = body.push(`event: ${event}\ndata: [${nextItems().join(',')}]\n\n`);
      }
    }
  }

  function nextItems(): string[] {
    let count = 0;
    let text = 0;
    while (count < Math.min(PER_EVENT, queue.length) && text < TEXT_PER_EVENT) text += queue[count++]?.length ?? 0;
    waiting -= text;
    return queue.splice(0, count);
  }

  // Something at once, so that the headers go out and the browser knows that it is connected.
  body.push(': connected\n\n');

  return {
    body,
    push(items, missed = 0) {
      if (ended || body.destroyed) return;
      let over = missed;
      for (const item of items) {
        if (queue.length >= capacity || (waiting >= capacityText && queue.length > 0)) {
          over++;
          continue;
        }
        const text = encode(item);
        queue.push(text);
        waiting += text.length;
      }
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
