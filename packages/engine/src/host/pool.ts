import { ClickHouseException } from './exception.js';

interface Waiter<T> {
  start(session: T): void;
}

/**
 * Lends sessions to one task at a time, first come first served. A task that is cancelled while it waits leaves the queue; beyond
 * `maxWaiting` a task is refused with ClickHouse's 202 TOO_MANY_SIMULTANEOUS_QUERIES.
 */
export class SessionPool<T> {
  readonly #idle: T[];
  readonly #waiting: Waiter<T>[] = [];
  readonly #maxWaiting: number;

  constructor(sessions: readonly T[], maxWaiting: number) {
    this.#idle = [...sessions];
    this.#maxWaiting = maxWaiting;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Runs a task with a session; the session is free again when the task's promise settles. */
  async run<R>(signal: AbortSignal, task: (session: T) => Promise<R>): Promise<R> {
    const session = await this.#acquire(signal);
    try {
      return await task(session);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(session);
      else next.start(session);
    }
  }

  #acquire(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const session = this.#idle.pop();
    if (session !== undefined) return Promise.resolve(session);
    if (this.#waiting.length >= this.#maxWaiting) {
      throw new ClickHouseException(
        202,
        'TOO_MANY_SIMULTANEOUS_QUERIES',
        `Too many queries are waiting for a session: ${this.#waiting.length}.`,
      );
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter<T> = {
        start: (lent) => {
          signal.removeEventListener('abort', leave);
          resolve(lent);
        },
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiter);
    });
  }
}
