import type { DriftKind } from '../contract/index.js';
import type { StoredDrift } from '../control/index.js';
import type { TypeCheck } from './type-check.js';

/** One way in which an entry differs from its declaration. */
export interface Finding {
  readonly kind: DriftKind;
  /** Empty where the entry as a whole is meant. */
  readonly field: string;
  readonly found: string;
}

/** What was found in one entry. */
export interface Drifted {
  readonly service: string;
  readonly event: string;
  readonly findings: readonly Finding[];
  /** What it was compared with; `undefined` for a type that was not declared. */
  readonly measured: TypeCheck | undefined;
  /** Findings beyond those. */
  readonly unlisted?: number;
  /** Of the entry. */
  readonly id: string;
  readonly at: Date;
}

/** Entries that differed in one way from one declaration of their type. */
export interface TalliedDrift extends StoredDrift {
  readonly measured: TypeCheck | undefined;
}
type Row = { -readonly [Name in keyof TalliedDrift]: TalliedDrift[Name] };

/** Rows of one tally. Names come from outside: whoever makes one up for every entry must not fill the memory. */
const CAPACITY = 1_000;
/** Characters kept of a name. */
const NAME = 200;

/** Counts of drift by service, type, kind and field, bounded. */
export interface DriftTally {
  add(drifted: Drifted): void;
  /**
   * Adds what another has counted.
   *
   * @param isCurrent whether a row still counts: not when the declaration has become another meanwhile. Default: always
   */
  merge(other: DriftTally, isCurrent?: (row: TalliedDrift) => boolean): void;
  rows(): readonly TalliedDrift[];
  /** Findings for which there was no room. */
  readonly overflow: number;
  readonly size: number;
}

/** @param capacity rows held; default 1,000 */
export function createDriftTally(capacity = CAPACITY): DriftTally {
  const rows = new Map<string, Row>();
  let overflow = 0;

  function count(row: TalliedDrift): void {
    const key = `${row.service}\0${row.event}\0${row.kind}\0${row.field}`;
    const known = rows.get(key);
    if (known !== undefined && known.measured !== row.measured) {
      // What was counted against the declaration before is worth nothing now.
      rows.set(key, { ...row });
    } else if (known !== undefined) {
      known.entries += row.entries;
      if (row.firstSeen < known.firstSeen) known.firstSeen = row.firstSeen;
      if (row.lastSeen < known.lastSeen) return;
      known.lastSeen = row.lastSeen;
      known.found = row.found;
      known.sampleId = row.sampleId;
    } else if (rows.size < capacity) rows.set(key, { ...row });
    else overflow += row.entries;
  }

  return {
    add({ service, event, measured, findings, unlisted = 0, id: sampleId, at }) {
      overflow += unlisted;
      for (const { kind, field, found } of findings) {
        count({
          service,
          event: storableName(event),
          measured,
          kind,
          field: storableName(field),
          found: storableName(found),
          entries: 1,
          firstSeen: at,
          lastSeen: at,
          sampleId,
        });
      }
    },
    merge(other, isCurrent = () => true) {
      for (const row of other.rows()) if (isCurrent(row)) count(row);
      overflow += other.overflow;
    },
    rows: () => [...rows.values()],
    get overflow() {
      return overflow;
    },
    get size() {
      return rows.size;
    },
  };
}

/**
 * A name as PostgreSQL takes it: it has neither NUL nor half a surrogate pair, which a cut may leave; UTF-8 has U+FFFD for the latter. A
 * copy, as a piece of a text keeps all of it in memory, and there are names of a megabyte.
 */
const storableName = (name: string): string =>
  Buffer.from(name.slice(0, NAME), 'utf8').toString('utf8').replaceAll('\0', '\ufffd');
