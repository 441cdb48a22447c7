import type { Sink } from '@heartwood/log';

export interface StoreSinkOptions {
  /** Puts lines into the server's own store; rejects when that is not possible just now. */
  readonly store: (lines: readonly string[]) => Promise<void>;
  /** Lines that may wait for the store; the newest are dropped and counted beyond it. Default 5,000. */
  readonly capacity?: number;
  /** Milliseconds between deliveries. Default 250. */
  readonly interval?: number;
}

/**
 * The sink by which the server's own entries reach its own store. It never logs: what it cannot deliver stays for the next
 * time, so a store in trouble does not talk itself into more.
 */
export function storeSink({ store, capacity = 5_000, interval = 250 }: StoreSinkOptions): Sink {
  let waiting: string[] = [];
  let delivering: Promise<boolean> | undefined;
  let written = 0;
  let dropped = 0;
  let failures = 0;

  async function deliver(): Promise<boolean> {
    const lines = waiting;
    waiting = [];
    try {
      await store(lines);
      written += lines.length;
      return true;
    } catch {
      failures++;
      const room = Math.max(0, capacity - waiting.length);
      dropped += Math.max(0, lines.length - room);
      waiting = [...lines.slice(0, room), ...waiting];
      return false;
    }
  }

  function deliverOnce(): Promise<boolean> {
    delivering ??= (waiting.length === 0 ? Promise.resolve(true) : deliver()).finally(() => {
      delivering = undefined;
    });
    return delivering;
  }

  const timer = setInterval(() => void deliverOnce(), interval);
  timer.unref();

  async function flush(timeoutMs: number): Promise<boolean> {
    const end = Date.now() + timeoutMs;
    while (waiting.length > 0 || delivering) {
      if (!(await deliverOnce()) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
      if (Date.now() >= end) return waiting.length === 0;
    }
    return true;
  }

  return {
    name: 'store',
    write(line) {
      if (waiting.length < capacity) waiting.push(line);
      else dropped++;
    },
    flush,
    async close(timeoutMs) {
      clearInterval(timer);
      await flush(timeoutMs);
    },
    stats: () => ({ written, dropped, waiting: waiting.length, failures }),
  };
}
