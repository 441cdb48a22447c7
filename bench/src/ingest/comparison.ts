import type { EntryTypeDescription, FieldDescription } from '@heartwood/server/contract';
import { compileTypeCheck, createDriftWatch, createServiceChecks } from '@heartwood/server/entry-types';
import type { DriftWatch } from '@heartwood/server/pipeline';
import { createPipeline } from './bulk-insert.js';
import { EVENTS, makeBodies, SERVICES } from './entries.js';

const field = (type: string, more: Partial<FieldDescription> = {}): FieldDescription => ({
  type,
  class: 'internal',
  ...more,
});

/** What a service would declare that writes the benchmark's entries: they are all as declared, so that what is measured is looking. */
const declared = (name: string): EntryTypeDescription => ({
  name,
  version: 1,
  levels: ['debug', 'info', 'warning', 'error'],
  stream: 'app',
  message: '',
  fields: {
    user_id: field('standard'),
    duration_ms: field('standard'),
    method: field('enum', { values: ['GET', 'POST', 'PUT'] }),
    route: field('string'),
    status: field('integer'),
    bytes: field('integer'),
    order: field('object', { object_type: 'order', optional: true }),
    amount: field('decimal', { unit: 'EUR', optional: true }),
    retry: field('integer', { optional: true }),
    provider: field('enum', { values: ['alpha', 'beta'], optional: true }),
  },
});

/** A watch over all services of the benchmark. */
function watchAll(): DriftWatch {
  const checks = createServiceChecks(
    new Map(EVENTS.map((name) => [name, compileTypeCheck(declared(name), new Set())])),
  );
  const services: ReadonlySet<string> = new Set(SERVICES);
  return createDriftWatch({
    declarations: { of: (service) => (services.has(service) ? checks : undefined) },
    onDrift: (tally) => {
      throw new Error(`the benchmark's entries are not as declared: ${JSON.stringify(tally.rows()[0])}`);
    },
    now: Date.now,
  });
}

/** Entries compared, and NDJSON bytes of one body: some 200 entries, which take the pipeline two milliseconds. */
const ENTRIES = 6_400;
const BODY_BYTES = 100_000;
/** Times every body goes through the pipeline with comparing, and as often without. */
const ROUNDS = 60;

/** Processor time of the pipeline for one body, microseconds. */
async function processorTime(accept: (body: Buffer) => Promise<number>, body: Buffer): Promise<number> {
  const before = process.cpuUsage();
  await accept(body);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/**
 * What comparing every entry with its declaration adds to the pipeline: the ratio of processor times with and without it. Both take turns
 * at every body, and of each body the fastest time of each counts: whatever else the machine does only ever adds, and seldom leaves out
 * all of sixty times two milliseconds.
 *
 * @param until moment of the last entry, Unix milliseconds
 */
export async function comparisonRatio(until: number): Promise<number> {
  const comparing = createPipeline(() => {}, watchAll());
  const plain = createPipeline(() => {});
  const fastest = makeBodies(ENTRIES, BODY_BYTES, until).map((body) => ({ body, compared: Infinity, plain: Infinity }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, times] of fastest.entries()) {
      // Neither is always the first, to which the caches are cold.
      for (const isCompared of (round + index) % 2 === 0 ? [true, false] : [false, true]) {
        if (isCompared) times.compared = Math.min(times.compared, await processorTime(comparing, times.body));
        else times.plain = Math.min(times.plain, await processorTime(plain, times.body));
      }
    }
  }
  const sum = (of: 'compared' | 'plain') => fastest.reduce((total, times) => total + times[of], 0);
  return sum('compared') / sum('plain');
}
