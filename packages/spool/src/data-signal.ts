interface Waiter {
  readonly isReady: () => boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Lets readers sleep until there is something to read. */
export class DataSignal {
  readonly #waiters = new Set<Waiter>();

  /** Resolves as soon as `isReady` holds, which is looked at now and after every `notify`; rejects with the signal's reason. */
  wait(isReady: () => boolean, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (isReady()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiters.delete(waiter);
        signal?.removeEventListener('abort', onAbort);
      };
      const onAbort = () => {
        leave();
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        isReady,
        resolve: () => {
          leave();
          resolve();
        },
        reject: (error) => {
          leave();
          reject(error);
        },
      };
      this.#waiters.add(waiter);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  notify(): void {
    for (const waiter of [...this.#waiters]) if (waiter.isReady()) waiter.resolve();
  }

  /** Ends every wait with an error. */
  fail(error: Error): void {
    for (const waiter of [...this.#waiters]) waiter.reject(error);
  }
}
