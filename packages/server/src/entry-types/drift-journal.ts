import type { EntryTypeDrift } from '../control/index.js';
import { createDriftTally, type DriftTally, type TalliedDrift } from './drift-tally.js';

export interface DriftJournalOptions {
  readonly stored: Pick<EntryTypeDrift, 'add' | 'removeBefore'>;
  /** Makes sure that `isCurrent` knows what any server has registered up to now. */
  readonly refresh: () => Promise<void>;
  /** Whether what a row was compared with is still declared so. */
  readonly isCurrent: (row: TalliedDrift) => boolean;
  /** Told of findings that are counted nowhere, for want of room. */
  readonly onOverflow: (findings: number) => void;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** Rows kept of one service in the control database. */
const ROWS_PER_SERVICE = 2_000;
const DAY = 86_400_000;
/** What has not been seen for so long is forgotten. */
const KEPT = 30 * DAY;
/** How often that is looked at. */
const TIDY_EVERY = 3_600_000;

/** Gathers counts and writes them to the control database, so that a stream of entries costs it one statement now and then. */
export interface DriftJournal {
  add(tally: DriftTally): void;
  /** Writes what has been gathered. When that fails it stays for the next time. */
  write(): Promise<void>;
}

export function createDriftJournal({ stored, refresh, isCurrent, onOverflow, now }: DriftJournalOptions): DriftJournal {
  let gathered = createDriftTally();
  let tidied = Number.NEGATIVE_INFINITY;
  let writing = Promise.resolve();

  async function writeNow(): Promise<void> {
    if (now() - tidied >= TIDY_EVERY) {
      await stored.removeBefore(new Date(now() - KEPT));
      tidied = now();
    }
    if (gathered.size === 0) return;
    // Batches that were under way while a service registered, here or elsewhere, were compared with what it declared before.
    await refresh();
    const taken = gathered;
    gathered = createDriftTally();
    try {
      const rows = taken.rows().flatMap((row) => {
        if (!isCurrent(row)) return [];
        const { measured, ...counts } = row;
        return [counts];
      });
      const left = (await stored.add(rows, ROWS_PER_SERVICE)) + taken.overflow;
      if (left > 0) onOverflow(left);
    } catch (error) {
      gathered.merge(taken);
      throw error;
    }
  }

  return {
    add(tally) {
      gathered.merge(tally, isCurrent);
    },
    write() {
      const mine = writing.then(writeNow);
      writing = mine.catch(() => {
        // Whoever wrote is told; the next write need only wait.
      });
      return mine;
    },
  };
}
