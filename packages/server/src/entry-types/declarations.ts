import { entryTypeDescriptionSchema } from '../contract/index.js';
import type { EntryTypes, StoredEntryType } from '../control/index.js';
import { createServiceChecks, type ServiceChecks } from './checks.js';
import { compileTypeCheck, type TypeCheck } from './type-check.js';

/** What services have declared, ready for comparison. */
export interface Declarations {
  /** `undefined` for a service that has registered nothing. */
  of(service: string): ServiceChecks | undefined;
  /** Reads what has changed in the control database, here or through another server. */
  refresh(): Promise<void>;
}

interface Compiled {
  readonly revision: number;
  readonly checks: ServiceChecks;
}

export function createDeclarations(stored: Pick<EntryTypes, 'changes'>): Declarations {
  let compiled = new Map<string, Compiled>();
  let refreshing: Promise<void> | undefined;

  function compile(types: readonly StoredEntryType[], contextFields: ReadonlySet<string>): ServiceChecks {
    const checks = new Map<string, TypeCheck>();
    for (const { name, description } of types) {
      const type = entryTypeDescriptionSchema.safeParse(description);
      // Another version of the server may have taken what this one does not understand: known, but not compared.
      checks.set(name, type.success ? compileTypeCheck(type.data, contextFields) : () => {});
    }
    return createServiceChecks(checks);
  }

  async function read(): Promise<void> {
    const known = new Map([...compiled].map(([service, { revision }]) => [service, revision]));
    const next = new Map<string, Compiled>();
    for (const { service, types } of await stored.changes(known)) {
      const before = compiled.get(service.service);
      const { revision, contextFields } = service;
      if (types !== undefined) next.set(service.service, { revision, checks: compile(types, new Set(contextFields)) });
      else if (before !== undefined) next.set(service.service, before);
    }
    compiled = next;
  }

  return {
    of: (service) => compiled.get(service)?.checks,
    async refresh() {
      // One after the other: the later one sees what has changed since the earlier one read.
      const before = refreshing;
      const mine = (async () => {
        await before?.catch(() => {
          // Its caller is told.
        });
        await read();
      })();
      refreshing = mine;
      await mine;
    },
  };
}
