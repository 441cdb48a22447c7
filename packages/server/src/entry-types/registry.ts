import {
  type Drift,
  driftKindSchema,
  ENTRY_TYPE_LIMITS,
  type EntryTypeResponse,
  type EntryTypeSummary,
  entryTypeDescriptionSchema,
  type ListEntryTypesResponse,
  type RegisterEntryTypesResponse,
  type RegisteredEntryTypes,
} from '../contract/index.js';
import {
  type ControlDatabase,
  createEntryTypeDrift,
  createEntryTypes,
  type StoredDrift,
  type StoredEntryType,
} from '../control/index.js';
import type { DriftWatch } from '../pipeline/drift.js';
import { createDeclarations } from './declarations.js';
import { createDriftJournal } from './drift-journal.js';
import { createDriftWatch } from './drift-watch.js';

export interface RegistryOptions {
  readonly database: ControlDatabase;
  /** Told of every finding in entries that are stored, for the metrics. */
  readonly onDrift: (service: string, kind: string, findings: number) => void;
  /** Told of findings of which nothing but their number is known, for want of room. */
  readonly onOverflow: (findings: number) => void;
  /** Told of the first of a row of failures in the background. */
  readonly onFailure: (task: string, error: unknown) => void;
  /** Milliseconds between two looks at what other servers have registered. Default 30 s. */
  readonly refreshEvery?: number;
  /** Milliseconds between two writings of drift. Default 5 s. */
  readonly writeEvery?: number;
  /** Unix milliseconds. Default `Date.now`. */
  readonly now?: () => number;
}

/** The entry types that services have declared, and how their entries differ from them. */
export interface EntryTypeRegistry {
  /** For the pipeline. */
  readonly watch: DriftWatch;
  /** @throws TooManyDeclarationsError */
  register(types: RegisteredEntryTypes): Promise<RegisterEntryTypesResponse>;
  list(filter: { service?: string | undefined; q?: string | undefined }): Promise<ListEntryTypesResponse>;
  /** `undefined` when the type is neither declared nor seen. */
  find(service: string, name: string): Promise<EntryTypeResponse | undefined>;
  close(): Promise<void>;
}

/** There is no room for what a service declares beside what the others do. */
export class TooManyDeclarationsError extends Error {
  override readonly name = 'TooManyDeclarationsError';
}

const TOO_MANY = {
  services: `More than ${ENTRY_TYPE_LIMITS.services} services have registered entry types.`,
  bytes: `The declarations of all services together would take more than ${ENTRY_TYPE_LIMITS.allBytes} bytes.`,
} as const;

const WRITING = 'writing drift of entry types';

/** Types in one answer. */
const LISTED = 5_000;

/**
 * Opens the registry: reads what is registered, and from then on what other servers register.
 *
 * @example
 * const registry = await openEntryTypes({ database, onDrift, onOverflow, onFailure });
 * await registry.register({ format: 1, service: 'shop', context_fields: [], ...describeEntryTypes(orders) });
 */
export async function openEntryTypes(options: RegistryOptions): Promise<EntryTypeRegistry> {
  const { database, onDrift, onOverflow, now = Date.now, refreshEvery = 30_000, writeEvery = 5_000 } = options;
  const types = createEntryTypes(database);
  const drift = createEntryTypeDrift(database);
  const declarations = createDeclarations(types);
  const journal = createDriftJournal({
    stored: drift,
    refresh: declarations.refresh,
    isCurrent: ({ service, event, measured }) => declarations.of(service)?.of(event) === measured,
    onOverflow,
    now,
  });
  const watch = createDriftWatch({
    declarations,
    now,
    onDrift(tally) {
      for (const { service, kind, entries } of tally.rows()) onDrift(service, kind, entries);
      journal.add(tally);
    },
  });
  await declarations.refresh();
  const timers = [
    every(
      refreshEvery,
      () => declarations.refresh(),
      (error) => options.onFailure('reading entry types', error),
    ),
    every(
      writeEvery,
      () => journal.write(),
      (error) => options.onFailure(WRITING, error),
    ),
  ];

  return {
    watch,
    async register({ service, version, context_fields, entry_types }) {
      // What was found so far was found by the old declarations.
      await journal.write();
      const described = new Map(entry_types.map((type) => [type.name, type]));
      const registration = { service, version, contextFields: context_fields, types: described };
      const changed = await types.register(registration, new Date(now()), ENTRY_TYPE_LIMITS);
      if (typeof changed === 'string') throw new TooManyDeclarationsError(TOO_MANY[changed]);
      await declarations.refresh();
      return { registered: described.size, changed };
    },
    async list({ service, q }) {
      await journal.write();
      const [services, stored, sums] = await Promise.all([
        types.services(),
        types.list({ service, text: q }, LISTED + 1),
        drift.sums(service, LISTED + 1),
      ]);
      const keyOf = (of: string, name: string) => `${of}\0${name}`;
      const unknown = sums.filter(({ kinds, event }) => kinds.includes('unknown_type') && holds(event, q));
      const rows = new Map<string, EntryTypeSummary>(
        [
          ...unknown.map(({ service: of, event: name }) => ({ service: of, name, state: 'unknown' as const })),
          ...stored.map(summary),
        ].map((row) => [keyOf(row.service, row.name), { ...row, drift: { findings: 0, kinds: [] } }]),
      );
      for (const { service: of, event, findings, kinds, lastSeen } of sums) {
        const row = rows.get(keyOf(of, event));
        if (row === undefined) continue;
        const known = kinds.flatMap((kind) => driftKindSchema.safeParse(kind).data ?? []);
        rows.set(keyOf(of, event), { ...row, drift: { findings, kinds: known, last_seen: lastSeen.toISOString() } });
      }
      const sorted = [...rows.values()].sort((a, b) => compare(a.service, b.service) || compare(a.name, b.name));
      return {
        services: services.map(({ service: name, version, registeredAt, contextFields }) => ({
          service: name,
          ...(version === null ? {} : { version }),
          registered_at: registeredAt.toISOString(),
          context_fields: contextFields,
        })),
        entry_types: sorted.slice(0, LISTED),
        truncated: sorted.length > LISTED || sums.length > LISTED,
      };
    },
    async find(service, name) {
      await journal.write();
      const [stored, found] = await Promise.all([types.find(service, name), drift.of(service, name)]);
      if (stored === undefined && found.length === 0) return undefined;
      const declared = stored && entryTypeDescriptionSchema.safeParse(stored.description).data;
      return {
        service,
        name,
        state: stateOf(stored),
        ...(stored && declared ? { declared: { ...declared, ...registrationOf(stored) } } : {}),
        drift: found.flatMap(driftOf),
      };
    },
    async close() {
      for (const stop of timers) await stop();
      // Counts that cannot be written are no reason for a server not to end well.
      await journal.write().catch((error: unknown) => options.onFailure(WRITING, error));
    },
  };
}

/** Repeats a task, never twice at once. Of failures in a row the first is told. */
function every(ms: number, task: () => Promise<void>, onFailure: (error: unknown) => void): () => Promise<void> {
  let running: Promise<void> | undefined;
  let failing = false;
  const timer = setInterval(() => {
    running ??= task()
      .then(() => {
        failing = false;
      })
      .catch((error: unknown) => {
        if (!failing) onFailure(error);
        failing = true;
      })
      .finally(() => {
        running = undefined;
      });
  }, ms);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

const stateOf = (stored: StoredEntryType | undefined): EntryTypeSummary['state'] =>
  stored === undefined ? 'unknown' : stored.retiredAt === null ? 'declared' : 'retired';

const registrationOf = ({ firstRegisteredAt, lastRegisteredAt, retiredAt }: StoredEntryType) => ({
  first_registered_at: firstRegisteredAt.toISOString(),
  last_registered_at: lastRegisteredAt.toISOString(),
  ...(retiredAt === null ? {} : { retired_at: retiredAt.toISOString() }),
});

function summary(stored: StoredEntryType): Omit<EntryTypeSummary, 'drift'> {
  const { service, name } = stored;
  const type = entryTypeDescriptionSchema
    .omit({ name: true, retention: true, fields: true })
    .safeParse(stored.description);
  return {
    service,
    name,
    state: stateOf(stored),
    ...(type.success ? { declared: { ...type.data, ...registrationOf(stored) } } : {}),
  };
}

function driftOf({ kind, field, found, entries, firstSeen, lastSeen, sampleId }: StoredDrift): Drift[] {
  const known = driftKindSchema.safeParse(kind);
  if (!known.success) return [];
  return [
    {
      kind: known.data,
      ...(field === '' ? {} : { field }),
      ...(found === '' ? {} : { found }),
      entries,
      first_seen: firstSeen.toISOString(),
      last_seen: lastSeen.toISOString(),
      sample_id: sampleId,
    },
  ];
}

const holds = (name: string, part: string | undefined): boolean =>
  part === undefined || name.toLowerCase().includes(part.toLowerCase());

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
