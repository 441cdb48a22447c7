import type { DriftWatch } from '../pipeline/drift.js';
import type { ServiceChecks } from './checks.js';
import type { Declarations } from './declarations.js';
import { createDriftTally, type DriftTally, type Finding } from './drift-tally.js';
import { LIBRARY_TYPES } from './library-types.js';
import type { TypeCheck, TypeReport } from './type-check.js';

export interface DriftWatchOptions {
  readonly declarations: Pick<Declarations, 'of'>;
  /** Told what was found in the entries of a batch, once they are stored. */
  readonly onDrift: (tally: DriftTally) => void;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** Findings told apart in one entry; others are only counted. An array can hold a hundred thousand names in one megabyte. */
const FINDINGS = 100;

/**
 * Compares entries with the declarations of their service. An entry without a service or a type is not compared, nor is one that came
 * by Loki's protocol, which makes every value a text. The services that have registered nothing cost one look-up.
 */
export function createDriftWatch({ declarations, onDrift, now }: DriftWatchOptions): DriftWatch {
  return {
    batch() {
      const at = new Date(now());
      let tally: DriftTally | undefined;
      let findings: Finding[] = [];
      let last: string | undefined;
      let checks: ServiceChecks | undefined;
      let unlisted = 0;
      const report: TypeReport = (kind, field, found) => {
        if (findings.length < FINDINGS) findings.push({ kind, field, found });
        else unlisted++;
      };
      // Apart from look(), where it would keep the names of every entry in a place of their own on the heap.
      function counting(service: string, event: string, measured: TypeCheck | undefined): (id: string) => void {
        const drifted = { service, event, measured, findings, unlisted };
        findings = [];
        unlisted = 0;
        return (id) => {
          tally ??= createDriftTally();
          tally.add({ ...drifted, id, at });
        };
      }
      return {
        look(body, level) {
          const { service, event } = body;
          if (service === undefined || event === undefined || body.labels !== undefined) return undefined;
          // A batch is mostly of one service.
          if (service !== last) {
            checks = declarations.of(service);
            last = service;
          }
          if (checks === undefined) return undefined;
          const check = checks.of(event);
          if (check !== undefined) check(body, level, report);
          else if (!LIBRARY_TYPES.has(event)) report('unknown_type', '', '');
          if (findings.length === 0) return undefined;
          return counting(service, event, check);
        },
        stored() {
          if (tally !== undefined) onDrift(tally);
        },
      };
    },
  };
}
