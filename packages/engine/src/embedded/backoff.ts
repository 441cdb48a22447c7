export interface BackoffOptions {
  /** Milliseconds before the first retry. */
  readonly firstMs: number;
  /** Milliseconds no delay exceeds. */
  readonly maxMs: number;
}

/** Exponential backoff: each delay is double the one before, until `reset`. */
export class Backoff {
  readonly #options: BackoffOptions;
  #attempt = 0;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  next(): number {
    const delay = Math.min(this.#options.maxMs, this.#options.firstMs * 2 ** this.#attempt);
    this.#attempt += 1;
    return delay;
  }

  reset(): void {
    this.#attempt = 0;
  }
}
