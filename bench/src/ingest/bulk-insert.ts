import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createEngine } from '@heartwood/engine';
import { entriesOf } from '@heartwood/server/native';
import { createIngest, DEFAULT_LIMITS, type DriftWatch } from '@heartwood/server/pipeline';
import { decodePart, migrate } from '@heartwood/server/store';

/** Rows as the server stores them: what the pipeline makes of the bodies, in the blocks that the drain inserts. */
export interface Rows {
  readonly count: number;
  readonly bodies: readonly Uint8Array[];
  /** How long the pipeline took over all bodies, without HTTP and disk, milliseconds. */
  readonly pipelineMs: number;
}

/** The server's own pipeline without HTTP and disk: gives a body's rows to `onStored` and answers how many there are. */
export function createPipeline(
  onStored: (records: readonly Uint8Array[]) => void,
  drift?: DriftWatch,
): (body: Buffer) => Promise<number> {
  const ingest = createIngest({
    drift,
    spool: {
      async append(parts) {
        if (Array.isArray(parts)) onStored(parts);
        return { segment: 1, offset: 0 };
      },
    },
    keys: {
      find: () => undefined,
      remember() {},
      isRepeat: () => false,
      async preserve() {},
      size: 0,
      async close() {},
    },
  });
  return async (body) => {
    const { accepted } = await ingest.accept({
      source: { protocol: 'native' },
      entries: entriesOf(body, DEFAULT_LIMITS),
    });
    return accepted;
  };
}

/** Runs the bodies through the server's own pipeline, in this process, and keeps the rows. */
export async function makeRows(bodies: readonly Buffer[]): Promise<Rows> {
  const records: Uint8Array[] = [];
  const accept = createPipeline((stored) => records.push(...stored));
  const start = performance.now();
  let count = 0;
  for (const body of bodies) count += await accept(body);
  const pipelineMs = performance.now() - start;
  const rows = records.flatMap((record) => {
    const { block } = decodePart(record);
    // The benchmark's entries are of the stream `app`.
    return block === undefined ? [] : [block.body];
  });
  return { count, bodies: rows, pipelineMs };
}

/** Inserts the rows into an engine of its own with the platform's schema, as fast as it takes them; milliseconds. */
export async function bulkInsert(rows: Rows, dir: string): Promise<number> {
  const home = await mkdtemp(join(dir, 'heartwood-bench-bulk-'));
  const engine = await createEngine({ embedded: { dir: home } });
  try {
    await migrate(engine);
    const start = performance.now();
    for (let index = 0; index < rows.bodies.length; index += 2) {
      const body = rows.bodies.slice(index, index + 2);
      await engine.insert({ table: 'entries_app', format: 'JSONEachRow', body, deduplicationToken: `bulk-${index}` });
    }
    return performance.now() - start;
  } finally {
    await engine.close();
    await rm(home, { recursive: true, force: true });
  }
}
