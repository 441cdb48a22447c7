import { describeEntryTypes } from '@heartwood/log';
import { type RegisteredEntryTypes, registerEntryTypesRequestSchema } from './contract/index.js';
import { entryTypes, OWN_SERVICE } from './observe/index.js';
import type { Ingest, RawEntry } from './pipeline/raw-batch.js';
import { mapLine } from './protocols/native/map.js';

/** Takes the server's own log lines into its own store, by the same pipeline as everybody's. */
export const ownEntries =
  (ingest: Ingest) =>
  async (lines: readonly string[]): Promise<void> => {
    const entries = lines.map((line, index): RawEntry => ({ line: index + 1, draft: mapLine(JSON.parse(line)) }));
    await ingest.accept({ source: { protocol: 'own' }, entries });
  };

/** The entry types of the server's own log, as every service registers its types. */
export const ownDeclaration = (version: string): RegisteredEntryTypes =>
  registerEntryTypesRequestSchema.parse({ ...describeEntryTypes(entryTypes), service: OWN_SERVICE, version });
