import { Buffer } from 'node:buffer';
import { batchKey } from './identity.js';

/** A number of entries that are sent together. */
export interface Batch {
  /** NDJSON, not compressed. */
  readonly body: Buffer;
  readonly key: string;
  /** Line of the file in which each entry begins, in order: the server names entries by their place in the batch. */
  readonly lines: readonly number[];
  /** Where in the file the batch ends, bytes. */
  readonly end: number;
}

export interface Batcher {
  /** Adds an entry; returns a batch when it is full. */
  add(entry: { record: string; line: number; end: number }): Batch | undefined;
  /** What has been collected, if anything. */
  flush(): Batch | undefined;
}

/** Bytes of NDJSON after which a batch is sent, about 100 KB when compressed. */
export const BATCH_BYTES = 1_048_576;

/** Collects the entries of one file into batches. The same file is always cut at the same places, so that keys repeat. */
export function createBatcher(identity: string, maxBytes: number = BATCH_BYTES): Batcher {
  let records: string[] = [];
  let lines: number[] = [];
  let bytes = 0;
  let start = 0;
  let end = 0;
  const flush = (): Batch | undefined => {
    if (records.length === 0) return undefined;
    const body = Buffer.from(`${records.join('\n')}\n`, 'utf8');
    const batch = { body, key: batchKey(identity, start, body), lines, end };
    records = [];
    lines = [];
    bytes = 0;
    start = end;
    return batch;
  };
  return {
    add(entry) {
      records.push(entry.record);
      lines.push(entry.line);
      bytes += Buffer.byteLength(entry.record) + 1;
      end = entry.end;
      return bytes >= maxBytes ? flush() : undefined;
    },
    flush,
  };
}
