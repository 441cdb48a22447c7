import type { Ingest, RawEntry } from './pipeline/raw-batch.js';
import { mapLine } from './protocols/native/map.js';

/** Takes the server's own log lines into its own store, by the same pipeline as everybody's. */
export const ownEntries =
  (ingest: Ingest) =>
  async (lines: readonly string[]): Promise<void> => {
    const entries = lines.map((line, index): RawEntry => ({ line: index + 1, draft: mapLine(JSON.parse(line)) }));
    await ingest.accept({ source: { protocol: 'own' }, entries });
  };
