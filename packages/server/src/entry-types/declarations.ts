import { entryTypeDescriptionSchema } from '../contract/index.js';
import type { EntryTypes } from '../control/index.js';
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

export function createDeclarations(stored: Pick<EntryTypes, 'services' | 'ofService'>): Declarations {
  let compiled = new Map<string, Compiled>();
  let refreshing: Promise<void> | undefined;

  async function compile(service: string, contextFields: ReadonlySet<string>): Promise<ServiceChecks> {
    const checks = new Map<string, TypeCheck>();
    for (const { name, description } of await stored.ofService(service)) {
      const type = entryTypeDescriptionSchema.safeParse(description);
      // Another version of the server may have taken what this one does not understand: known, but not compared.
      checks.set(name, type.success ? compileTypeCheck(type.data, contextFields) : () => {});
    }
    return createServiceChecks(checks);
  }

  async function read(): Promise<void> {
    const next = new Map<string, Compiled>();
    for (const { service, revision, contextFields } of await stored.services()) {
      const before = compiled.get(service);
      next.set(
        service,
        before?.revision === revision ? before : { revision, checks: await compile(service, new Set(contextFields)) },
      );
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
