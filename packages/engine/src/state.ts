/** `starting` until the first success, `restarting` after the engine's process ended by itself, `stopped` after `close`. */
export type EngineState = 'starting' | 'ready' | 'restarting' | 'stopped';

/** A state and those who want to know when it changes. */
export class StateNotice {
  readonly #listeners = new Set<(state: EngineState) => void>();
  #state: EngineState = 'starting';

  get current(): EngineState {
    return this.#state;
  }

  set(state: EngineState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state);
  }

  /** Returns a function that ends the subscription. */
  subscribe(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves to true when the state is `ready`, to false when it is `stopped` or after `timeoutMs`. */
  waitForReady(timeoutMs: number): Promise<boolean> {
    if (this.#state === 'ready') return Promise.resolve(true);
    if (this.#state === 'stopped') return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (ready: boolean): void => {
        clearTimeout(timer);
        unsubscribe();
        resolve(ready);
      };
      const timer = setTimeout(() => settle(false), timeoutMs);
      const unsubscribe = this.subscribe((state) => {
        if (state === 'ready') settle(true);
        if (state === 'stopped') settle(false);
      });
    });
  }
}
