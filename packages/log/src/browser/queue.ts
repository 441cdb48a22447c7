import { randomHex } from './random-hex.js';

/** What bounds a {@link Queue}. */
export interface QueueLimits {
  /** Code units. */
  readonly maxLength: number;
  readonly maxAgeMs: number;
}

/**
 * Batches that wait to be sent, oldest first: in `localStorage`, where they outlive the page and every tab of the origin finds them; in memory
 * where there is none, as in a worker. A key tells the time and the number of entries, so that no batch has to be parsed.
 */
export class Queue {
  readonly #prefix: string;
  readonly #limits: QueueLimits;
  readonly #memory = new Map<string, string>();
  #dropped = 0;

  constructor(name: string, limits: QueueLimits) {
    this.#prefix = `${name}:`;
    this.#limits = limits;
  }

  /** Entries that had to go, for their age or for newer ones. */
  get dropped(): number {
    return this.#dropped;
  }

  put(body: string, entries: number): void {
    const key = `${this.#prefix}${Date.now()}:${entries}:${randomHex(4)}`;
    try {
      localStorage.setItem(key, body);
    } catch {
      // There is none, it is blocked, or it is full of other things.
      this.#memory.set(key, body);
    }
    let length = 0;
    for (const kept of this.keys().reverse()) {
      length += this.get(kept)?.length ?? 0;
      const age = Date.now() - Number(this.#part(kept, 0));
      if (length <= this.#limits.maxLength && age <= this.#limits.maxAgeMs) continue;
      this.#dropped += this.entriesOf(kept);
      this.remove(kept);
    }
  }

  keys(): string[] {
    let stored: string[] = [];
    try {
      stored = Object.keys(localStorage).filter((key) => key.startsWith(this.#prefix));
    } catch {
      // No storage: what there is, is in memory.
    }
    return [...stored, ...this.#memory.keys()].sort();
  }

  get(key: string): string | undefined {
    return this.#memory.get(key) ?? localStorage.getItem(key) ?? undefined;
  }

  remove(key: string): void {
    if (!this.#memory.delete(key)) localStorage.removeItem(key);
  }

  entriesOf(key: string): number {
    return Number(this.#part(key, 1)) || 0;
  }

  #part(key: string, index: number): string | undefined {
    return key.slice(this.#prefix.length).split(':')[index];
  }
}
