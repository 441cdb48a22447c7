import type { Sink, SinkStats } from '../sinks/sink.js';

/** The sinks of a logger as one: a failing sink neither stops the others nor reaches the caller. */
export class Outlet {
  #sinks: readonly Sink[];
  #failures = 0;
  #closed = false;

  constructor(sinks: readonly Sink[]) {
    this.#sinks = sinks;
  }

  /** Calls in which a sink failed in a way it should have handled itself. */
  get failures(): number {
    return this.#failures;
  }

  /** Puts a sink in, and the others to rest if it shall be alone. @returns takes it out again */
  attach(sink: Sink, alone: boolean): () => void {
    const resting = alone ? this.#sinks : [];
    this.#sinks = alone ? [sink] : [...this.#sinks, sink];
    return () => {
      this.#sinks = [...resting, ...this.#sinks.filter((one) => one !== sink)];
    };
  }

  get closed(): boolean {
    return this.#closed;
  }

  write(line: string, level: number): void {
    for (const sink of this.#sinks) {
      try {
        sink.write(line, level);
      } catch {
        this.#failures++;
      }
    }
  }

  flushSync(): void {
    for (const sink of this.#sinks) {
      try {
        sink.flushSync?.();
      } catch {
        this.#failures++;
      }
    }
  }

  async flush(timeoutMs: number): Promise<boolean> {
    const flushed = await Promise.all(
      this.#sinks.map((sink) => this.#guarded(() => sink.flush?.(timeoutMs) ?? true, false)),
    );
    return flushed.every(Boolean);
  }

  /** Waits until everything written so far will outlive the process. */
  async persist(timeoutMs: number): Promise<boolean> {
    // What is written after the end goes nowhere.
    if (this.#closed) return false;
    const kept = await Promise.all(
      this.#sinks.map((sink) =>
        this.#guarded(() => (sink.persist ?? sink.flush)?.call(sink, timeoutMs) ?? true, false),
      ),
    );
    return kept.every(Boolean);
  }

  async close(timeoutMs: number): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all(this.#sinks.map((sink) => this.#guarded(() => sink.close?.(timeoutMs), undefined)));
  }

  stats(): { readonly [name: string]: SinkStats } {
    const stats: Record<string, SinkStats> = {};
    for (const sink of this.#sinks) {
      let name = sink.name;
      for (let number = 2; Object.hasOwn(stats, name); number++) name = `${sink.name}-${number}`;
      try {
        stats[name] = sink.stats();
      } catch {
        // Whoever asks for the counters gets those of the other sinks.
        this.#failures++;
      }
    }
    return stats;
  }

  /** Also what is thrown before there is a promise must not keep the other sinks from their turn. */
  async #guarded<Result>(work: () => Result | Promise<Result>, onFailure: Result): Promise<Result> {
    try {
      return await work();
    } catch {
      this.#failures++;
      return onFailure;
    }
  }
}
