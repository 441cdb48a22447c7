import type { Scope } from '../context/context.js';
import { flat } from '../stamp/flat.js';

interface HeldLine {
  readonly line: string;
  readonly level: number;
}

/** The lines of one context. */
interface Held {
  lines: HeldLine[];
  failed: boolean;
  /** Its place in the queue, as long as it has lines. */
  place: Place | undefined;
}

/** A context in the queue of all that have lines. Does not keep it: most end without a failure, and nothing says so. */
interface Place {
  readonly held: WeakRef<Held>;
  units: number;
}

/** What the lines of a context, and each of them, take beside their text. */
const CONTEXT_UNITS = 400;
const LINE_UNITS = 60;

/** What {@link HeldBack} keeps at most. */
export interface HeldLimits {
  /** Lines of one context. */
  readonly maxEntries: number;
  /** UTF-16 code units of all lines of all contexts; most lines have one byte for each. */
  readonly maxUnits: number;
}

/**
 * Keeps the entries below the level of each outermost context (a request, a job) in memory, until one of them fails. They go with their context, so
 * nothing has to say that it has ended; and however many there are, all of them together are bounded.
 */
export class HeldBack {
  readonly #limits: HeldLimits;
  readonly #held = new WeakMap<Scope, Held>();
  /** Those with lines, in the order in which they began to have some. */
  readonly #queue = new Set<Place>();
  readonly #ended = new FinalizationRegistry<Place>((place) => this.#leave(place));
  #units = 0;

  constructor(limits: HeldLimits) {
    this.#limits = limits;
  }

  /** Whether something in the context has failed: then nothing is held back any more. */
  hasFailed(root: Scope): boolean {
    return this.#held.get(root)?.failed === true;
  }

  /**
   * Keeps a line. The oldest of its context gives way when there are too many, and when all together take too much room, those of the context that
   * has had some for the longest time.
   *
   * @returns how many gave way
   */
  keep(root: Scope, line: string, level: number): number {
    const { maxEntries, maxUnits } = this.#limits;
    const held = this.#of(root);
    const place = this.#placeOf(root, held);
    // As one piece: the line was put together out of many, which would all be kept.
    held.lines.push({ line: flat(line), level });
    this.#grow(place, line.length + LINE_UNITS);
    let displaced = 0;
    while (held.lines.length > maxEntries) displaced += this.#shift(held, place);
    for (const oldest of this.#queue) {
      if (this.#units <= maxUnits) break;
      if (oldest !== place) displaced += this.#drop(oldest);
    }
    while (this.#units > maxUnits && held.lines.length > 0) displaced += this.#shift(held, place);
    return displaced;
  }

  /** Something has failed: gives out what was kept. */
  release(root: Scope): readonly HeldLine[] {
    const held = this.#of(root);
    const { lines, place } = held;
    held.failed = true;
    held.lines = [];
    held.place = undefined;
    if (place !== undefined) this.#leave(place);
    return lines;
  }

  #of(root: Scope): Held {
    const held = this.#held.get(root) ?? { lines: [], failed: false, place: undefined };
    this.#held.set(root, held);
    return held;
  }

  #placeOf(root: Scope, held: Held): Place {
    if (held.place !== undefined) return held.place;
    const place: Place = { held: new WeakRef(held), units: 0 };
    held.place = place;
    this.#queue.add(place);
    this.#grow(place, CONTEXT_UNITS);
    this.#ended.register(root, place, place);
    return place;
  }

  #grow(place: Place, units: number): void {
    place.units += units;
    this.#units += units;
  }

  #shift(held: Held, place: Place): 1 {
    const oldest = held.lines.shift();
    this.#grow(place, -((oldest?.line.length ?? 0) + LINE_UNITS));
    return 1;
  }

  /** @returns how many lines gave way; none when their context is over */
  #drop(place: Place): number {
    this.#leave(place);
    const held = place.held.deref();
    if (held === undefined) return 0;
    const { length } = held.lines;
    held.lines = [];
    held.place = undefined;
    return length;
  }

  #leave(place: Place): void {
    if (!this.#queue.delete(place)) return;
    this.#units -= place.units;
    this.#ended.unregister(place);
  }
}
