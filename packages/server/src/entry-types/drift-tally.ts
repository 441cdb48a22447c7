import type { DriftKind } from '../contract/index.js';
import type { StoredDrift } from '../control/index.js';

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
  /** Of the entry. */
  readonly id: string;
  readonly at: Date;
}

type Row = { -readonly [Name in keyof StoredDrift]: StoredDrift[Name] };

/** Rows of one tally. Names come from outside: whoever makes one up for every entry must not fill the memory. */
const CAPACITY = 1_000;
/** Characters kept of a name. */
const NAME = 200;

/** Counts of drift by service, type, kind and field, bounded. */
export interface DriftTally {
  add(drifted: Drifted): void;
  /** Adds what another has counted. */
  merge(other: DriftTally): void;
  rows(): readonly StoredDrift[];
  /** Findings for which there was no room. */
  readonly overflow: number;
  readonly size: number;
}

/** @param capacity rows held; default 1,000 */
export function createDriftTally(capacity = CAPACITY): DriftTally {
  const rows = new Map<string, Row>();
  let overflow = 0;

  function count(row: StoredDrift): void {
    const key = `${row.service}\0${row.event}\0${row.kind}\0${row.field}`;
    const known = rows.get(key);
    if (known !== undefined) {
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
    add({ service, event, findings, id: sampleId, at }) {
      for (const { kind, field, found } of findings) {
        count({
          service,
          event: storableName(event),
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
    merge(other) {
      for (const row of other.rows()) count(row);
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

const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A name as PostgreSQL takes it: it has neither NUL nor half a surrogate pair, which a cut may leave. */
const storableName = (name: string): string =>
  name.slice(0, NAME).replaceAll('\0', '\ufffd').replace(HALF_PAIR, '\ufffd');
