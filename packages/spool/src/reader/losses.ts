import type { SpoolProblem } from '../problem.js';

/**
 * Counts records that could not be read. Records are numbered over the life of the spool, so a gap in the numbers tells
 * exactly how many are gone, and reading the same stretch again counts nothing twice.
 */
export class Losses {
  readonly #report: (problem: SpoolProblem) => void;
  #counted = 0;
  /** Everything below this number has been read, acknowledged or counted. */
  #seen: number;

  constructor(acknowledgedRecord: number, report: (problem: SpoolProblem) => void) {
    this.#seen = acknowledgedRecord;
    this.#report = report;
  }

  get counted(): number {
    return this.#counted;
  }

  /** The records `from` up to but not including `to` cannot be read; they should stand at or before this place. */
  add(from: number, to: number, segment: number, offset: number): void {
    const records = to - Math.max(from, this.#seen);
    if (records <= 0) return;
    this.#counted += records;
    this.#seen = to;
    this.#report({ kind: 'corrupt-records', position: { segment, offset }, records });
  }
}
