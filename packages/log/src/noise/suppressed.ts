import { type EntryType, entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';

/** Written for entries that were held back by a rate limit, or because they repeated another. */
export const logSuppressed: EntryType = entryType('log.suppressed', {
  level: 'info',
  message: '{count} entries {suppressed_event} were not written: {cause}',
  description: 'Sum of the entries that a rate limit or the deduplication has held back since the last such sum.',
  fields: {
    suppressed_event: f.string({ description: 'Entry type of those that were not written.' }),
    cause: f.enum(['rate limit', 'repeated']),
    count: f.integer(),
    since: f.date({ description: 'Time of the first of them.' }),
    example: f.string({ optional: true, description: 'Message of one that was repeated.' }),
  },
});

/** Sums that name an example, and types that have a sum of their own; what goes beyond is summed up together. */
const MAX_EXAMPLES = 200;
const MAX_SUMS = 1_000;

/** Code units of an example. */
const MAX_EXAMPLE = 500;

/** How often the sums are written. */
const SUM_MS = 10_000;

interface Sum {
  readonly suppressed_event: string;
  readonly cause: 'rate limit' | 'repeated';
  readonly since: number;
  readonly example?: string;
  count: number;
}

/** Sums up what is not written, and says so every ten seconds and at the end of the process. However much differs, there are few sums. */
export class SuppressedSums {
  readonly #write: (values: object) => void;
  #sums = new Map<string, Sum>();
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (values: object) => void) {
    this.#write = write;
  }

  add(suppressed_event: string, cause: Sum['cause'], since: number, example?: string): void {
    const sum = this.#sumOf(suppressed_event, cause, since, example?.slice(0, MAX_EXAMPLE));
    sum.count++;
    this.#timer ??= setTimeout(() => this.flush(), SUM_MS).unref();
  }

  #sumOf(event: string, cause: Sum['cause'], since: number, example: string | undefined): Sum {
    const key = `${cause} ${event} ${example ?? ''}`;
    const known = this.#sums.get(key);
    if (known !== undefined) return known;
    if (example !== undefined && this.#sums.size >= MAX_EXAMPLES) return this.#sumOf(event, cause, since, undefined);
    const suppressed_event = this.#sums.size < MAX_SUMS ? event : '*';
    const sum = { suppressed_event, cause, since, count: 0, ...(example !== undefined && { example }) };
    if (suppressed_event !== event) return this.#others(sum);
    this.#sums.set(key, sum);
    return sum;
  }

  #others(sum: Sum): Sum {
    const key = `${sum.cause} *`;
    const known = this.#sums.get(key) ?? sum;
    this.#sums.set(key, known);
    return known;
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const sums = this.#sums;
    this.#sums = new Map();
    for (const sum of sums.values()) this.#write(sum);
  }
}
