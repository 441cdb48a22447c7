import type { Scope } from '../context/context.js';

interface HeldLine {
  readonly line: string;
  readonly level: number;
}

interface Held {
  lines: HeldLine[];
  failed: boolean;
}

/**
 * Keeps the entries below the level of each outermost context (a request, a job) in memory, until one of them fails. They go with their context, so
 * nothing has to say that it has ended.
 */
export class HeldBack {
  readonly #maxEntries: number;
  readonly #held = new WeakMap<Scope, Held>();

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  /** Whether something in the context has failed: then nothing is held back any more. */
  hasFailed(root: Scope): boolean {
    return this.#held.get(root)?.failed === true;
  }

  /** Keeps a line; the oldest gives way when there are too many. @returns whether one gave way */
  keep(root: Scope, line: string, level: number): boolean {
    const held = this.#of(root);
    held.lines.push({ line, level });
    if (held.lines.length <= this.#maxEntries) return false;
    held.lines.shift();
    return true;
  }

  /** Something has failed: gives out what was kept. */
  release(root: Scope): readonly HeldLine[] {
    const held = this.#of(root);
    const { lines } = held;
    held.failed = true;
    held.lines = [];
    return lines;
  }

  #of(root: Scope): Held {
    const held = this.#held.get(root) ?? { lines: [], failed: false };
    this.#held.set(root, held);
    return held;
  }
}
