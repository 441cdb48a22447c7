import { createHash } from 'node:crypto';
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
  readonly types: ReadonlyMap<string, CompiledType>;
  readonly checks: ServiceChecks;
}

interface CompiledType {
  /** Of all that the check was made from. */
  readonly digest: string;
  readonly check: TypeCheck;
}

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64');

export function createDeclarations(stored: Pick<EntryTypes, 'changes'>): Declarations {
  let compiled = new Map<string, Compiled>();
  let refreshing: Promise<void> | undefined;

  /** A type that is declared as before keeps its check: what was found with it still counts. */
  function compile(stored: readonly StoredEntryType[], context: readonly string[], before: Compiled | undefined) {
    const contextFields: ReadonlySet<string> = new Set(context);
    const types = new Map<string, CompiledType>();
    for (const { name, description } of stored) {
      const digest = digestOf([context, description]);
      const known = before?.types.get(name);
      types.set(name, known?.digest === digest ? known : { digest, check: checkOf(description, contextFields) });
    }
    return { types, checks: createServiceChecks(new Map([...types].map(([name, { check }]) => [name, check]))) };
  }

  function checkOf(description: unknown, contextFields: ReadonlySet<string>): TypeCheck {
    const type = entryTypeDescriptionSchema.safeParse(description);
    // Another version of the server may have taken what this one does not understand: known, but not compared.
    return type.success ? compileTypeCheck(type.data, contextFields) : () => {};
  }

  async function read(): Promise<void> {
    const known = new Map([...compiled].map(([service, { revision }]) => [service, revision]));
    const next = new Map<string, Compiled>();
    for (const { service, types } of await stored.changes(known)) {
      const before = compiled.get(service.service);
      const { revision, contextFields } = service;
      if (types !== undefined) next.set(service.service, { revision, ...compile(types, contextFields, before) });
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
