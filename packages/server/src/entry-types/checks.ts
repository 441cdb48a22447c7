import type { TypeCheck } from './type-check.js';

/** The checks of one service. */
export interface ServiceChecks {
  /** The check of an entry type; `undefined` for a type that is not declared. */
  of(event: string): TypeCheck | undefined;
}

/** Types whose place is remembered; more share places. A power of two. */
const PLACES = 64;

interface Seen {
  readonly event: string;
  readonly check: TypeCheck;
}

/**
 * Finds checks by the name of the type. A name comes out of JSON as a new text for every entry: to look it up in a Map its hash has to be
 * computed, which costs as much as comparing half of the entry. So those of the last entries are found by three of their characters.
 */
export function createServiceChecks(checks: ReadonlyMap<string, TypeCheck>): ServiceChecks {
  const places = new Array<Seen | undefined>(PLACES).fill(undefined);
  return {
    of(event) {
      const { length } = event;
      const place =
        (length + event.charCodeAt(length - 1) + 7 * event.charCodeAt(length >> 1) + 31 * event.charCodeAt(0)) &
        (PLACES - 1);
      const seen = places[place];
      if (seen !== undefined && seen.event === event) return seen.check;
      const check = checks.get(event);
      if (check !== undefined) places[place] = { event, check };
      return check;
    },
  };
}
