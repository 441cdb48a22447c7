import { currentScope } from '../context/context.js';
import { LEVELS, type Level } from '../level.js';
import type { EntryWriter } from '../logger/entry-writer.js';
import { NOTHING_BOUND } from '../serialize/bound-fields.js';
import { HeldBack } from './held-back.js';
import { RateLimiter } from './rate-limiter.js';
import { Repeats } from './repeats.js';
import { isSampled, type SampleRates } from './sampler.js';
import { logSuppressed, SuppressedSums } from './suppressed.js';

/**
 * What may be left out of the log. Entries from ERROR up and those of the streams `audit` and `security` are always written.
 *
 * @example
 * createLogger({
 *   service: 'shop',
 *   noise: {
 *     sample: { 'cache.hit': 0.01, debug: 0.1 },
 *     rateLimit: { 'http.request': 1_000, '*': 5_000 },
 *     deduplicate: true,
 *     debugOnFailure: true,
 *   },
 * });
 */
export interface NoiseOptions {
  /** Shares to keep, from 0 to 1, by the name of an entry type or by level; the name wins. Traces are kept whole. Default: all. */
  readonly sample?: SampleRates;
  /** Entries per second, by the name of an entry type, `*` for all others (each by itself). What is left out is summed up. Default: no limit. */
  readonly rateLimit?: Readonly<Record<string, number>>;
  /** Leave out entries that say the same as one of the last 10 s (or `windowMs`), and sum them up. Default: no. */
  readonly deduplicate?: boolean | { readonly windowMs: number };
  /**
   * Keep entries below the level in memory, up to 500 (or `maxEntries`) for each outermost context and 32 MB (or `maxBytes`) for all of them, and write
   * them when an entry of ERROR or above is logged in it. Default: no.
   */
  readonly debugOnFailure?: boolean | { readonly maxEntries?: number; readonly maxBytes?: number };
}

/** What was left out so far. */
export interface NoiseStats {
  readonly sampled: number;
  readonly limited: number;
  readonly repeated: number;
  /** Entries kept in memory that gave way to newer ones: of their context, or of others that needed the room. */
  readonly displaced: number;
}

/** An entry that has not been written yet. */
export interface Candidate {
  /** Name of its type. */
  readonly event: string;
  readonly level: Level;
  /** Below the level of its logger: written only if its context fails. */
  readonly below: boolean;
  /** Of the streams `audit` and `security`. */
  readonly evidence: boolean;
  /** Makes its line. */
  line(): string;
}

const WINDOW_MS = 10_000;
const MAX_HELD = 500;
const MAX_HELD_BYTES = 32 * 1024 * 1024;

/** Decides about each entry whether it is written, now or later. */
export class NoiseControl {
  readonly #sample: SampleRates | undefined;
  readonly #limiter: RateLimiter | undefined;
  readonly #repeats: Repeats | undefined;
  readonly #heldBack: HeldBack | undefined;
  readonly #sums: SuppressedSums;
  readonly #writer: EntryWriter;
  readonly #write: (line: string, level: number) => void;
  readonly #counts = { sampled: 0, limited: 0, repeated: 0, displaced: 0 };

  constructor(options: NoiseOptions, writer: EntryWriter, write: (line: string, level: number) => void) {
    const { sample, rateLimit, deduplicate, debugOnFailure } = options;
    this.#sample = sample;
    this.#limiter = rateLimit && new RateLimiter(rateLimit);
    if (deduplicate) this.#repeats = new Repeats(deduplicate === true ? WINDOW_MS : deduplicate.windowMs);
    if (debugOnFailure) {
      const { maxEntries = MAX_HELD, maxBytes = MAX_HELD_BYTES } = debugOnFailure === true ? {} : debugOnFailure;
      this.#heldBack = new HeldBack({ maxEntries, maxUnits: maxBytes });
    }
    this.#writer = writer;
    this.#write = write;
    this.#sums = new SuppressedSums((values) =>
      write(writer.typed(logSuppressed, values, NOTHING_BOUND), LEVELS[logSuppressed.level]),
    );
  }

  get stats(): NoiseStats {
    return { ...this.#counts };
  }

  /** Whether entries below the level are of interest where the caller runs. */
  get holdsBack(): boolean {
    return this.#heldBack !== undefined && currentScope() !== undefined;
  }

  /** Writes the sums of what was left out so far. */
  flush(): void {
    this.#sums.flush();
  }

  /** Writes the candidate, keeps it, or leaves it out. */
  take(candidate: Candidate): void {
    const level = LEVELS[candidate.level];
    const failure = level >= LEVELS.error;
    if (failure) this.#release();
    if (failure || candidate.evidence) this.#write(candidate.line(), level);
    else if (candidate.below) this.#keep(candidate, level);
    else if (this.#isWanted(candidate)) this.#writeOnce(candidate, level);
  }

  #writeOnce(candidate: Candidate, level: number): void {
    if (this.#repeats === undefined) {
      this.#write(candidate.line(), level);
      return;
    }
    const line = this.#writer.unsequenced(() => candidate.line());
    const now = Date.now();
    const before = this.#repeats.find(line, now);
    if (before === undefined) this.#write(this.#writer.sequenced(line), level);
    else {
      this.#counts.repeated++;
      before.example ??= messageOf(line);
      this.#sums.add(candidate.event, 'repeated', now, before.example);
    }
  }

  #isWanted({ event, level }: Candidate): boolean {
    const rate = this.#sample && rateOf(this.#sample, event, level);
    if (rate !== undefined && !isSampled(rate, currentScope()?.fields.trace_id)) {
      this.#counts.sampled++;
      return false;
    }
    const now = Date.now();
    if (this.#limiter === undefined || this.#limiter.admits(event, now)) return true;
    this.#counts.limited++;
    this.#sums.add(event, 'rate limit', now);
    return false;
  }

  #keep(candidate: Candidate, level: number): void {
    const root = currentScope()?.root;
    if (this.#heldBack === undefined || root === undefined) return;
    if (this.#heldBack.hasFailed(root)) this.#write(candidate.line(), level);
    else {
      const line = this.#writer.unsequenced(() => candidate.line());
      this.#counts.displaced += this.#heldBack.keep(root, line, level);
    }
  }

  #release(): void {
    const root = currentScope()?.root;
    if (this.#heldBack === undefined || root === undefined) return;
    for (const { line, level } of this.#heldBack.release(root)) this.#write(this.#writer.sequenced(line), level);
  }
}

function rateOf(rates: SampleRates, event: string, level: Level): number | undefined {
  if (Object.hasOwn(rates, event)) return rates[event];
  return Object.hasOwn(rates, level) ? rates[level] : undefined;
}

/** The message of a line, which stands before the name of its type. */
function messageOf(line: string): string {
  const message: unknown = JSON.parse(line).message;
  return typeof message === 'string' ? message : '';
}
