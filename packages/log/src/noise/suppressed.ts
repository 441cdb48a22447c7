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

/** How often the sums are written. */
const SUM_MS = 10_000;

interface Sum {
  readonly suppressed_event: string;
  readonly cause: 'rate limit' | 'repeated';
  readonly since: number;
  readonly example?: string;
  count: number;
}

/** Sums up what is not written, and says so every ten seconds and at the end of the process. */
export class SuppressedSums {
  readonly #write: (values: object) => void;
  #sums = new Map<string, Sum>();
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (values: object) => void) {
    this.#write = write;
  }

  add(suppressed_event: string, cause: Sum['cause'], since: number, example?: string): void {
    const key = `${cause} ${suppressed_event} ${example ?? ''}`;
    const sum = this.#sums.get(key);
    if (sum !== undefined) sum.count++;
    else this.#sums.set(key, { suppressed_event, cause, since, count: 1, ...(example !== undefined && { example }) });
    this.#timer ??= setTimeout(() => this.flush(), SUM_MS).unref();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const sums = this.#sums;
    this.#sums = new Map();
    for (const sum of sums.values()) this.#write(sum);
  }
}
