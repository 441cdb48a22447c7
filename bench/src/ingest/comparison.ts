import type { EntryTypeDescription, FieldDescription } from '@heartwood/server/contract';
import { compileTypeCheck, createDriftWatch } from '@heartwood/server/entry-types';
import type { DriftWatch } from '@heartwood/server/pipeline';
import { makeRows } from './bulk-insert.js';
import { EVENTS, SERVICES } from './entries.js';

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
  const checks = new Map(EVENTS.map((name) => [name, compileTypeCheck(declared(name), [])]));
  const services: ReadonlySet<string> = new Set(SERVICES);
  return createDriftWatch({
    declarations: { of: (service) => (services.has(service) ? checks : undefined) },
    onDrift: (tally) => {
      throw new Error(`the benchmark's entries are not as declared: ${JSON.stringify(tally.rows()[0])}`);
    },
    now: Date.now,
  });
}

/** Processor time of the whole pipeline, milliseconds. */
async function processorMs(bodies: readonly Buffer[], drift?: DriftWatch): Promise<number> {
  const before = process.cpuUsage();
  await makeRows(bodies, drift);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/**
 * What comparing every entry with its declaration adds to the pipeline: the ratio of processor times with and without it. Runs alternate,
 * and of each kind the fastest counts, as whatever else the machine does only ever adds.
 */
export async function comparisonRatio(bodies: readonly Buffer[], pairs: number): Promise<number> {
  const drift = watchAll();
  const compared: number[] = [];
  const plain: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    compared.push(await processorMs(bodies, drift));
    plain.push(await processorMs(bodies));
  }
  return Math.min(...compared) / Math.min(...plain);
}
