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
  add(entry: BatchEntry): Batch | undefined;
  /** What has been collected, if anything. */
  flush(): Batch | undefined;
}

/** An entry on its way into a batch. */
export interface BatchEntry {
  /** Its line of NDJSON. */
  readonly record: string;
  /** What the file says, and the batch's key is made of. */
  readonly text: string;
  readonly line: number;
  /** Where in the file the next entry begins, bytes. */
  readonly end: number;
}

export interface BatchOptions {
  /** Weight after which a batch is sent, about 1 MB of NDJSON and 100 KB when compressed. Default 1,048,576. */
  readonly maxBytes?: number;
  /** Where earlier runs cut this file, ascending: a batch ends with the entry that reaches such a place. Default none. */
  readonly cuts?: readonly number[];
}

const MAX_BYTES = 1_048_576;
/** What an entry weighs besides its text: names, id, time. The text alone decides, so that the same file is cut at the same places. */
const ENVELOPE_BYTES = 256;

/** Collects the entries of one file into batches. The same file is always cut at the same places, so that keys repeat. */
export function createBatcher(identity: string, { maxBytes = MAX_BYTES, cuts = [] }: BatchOptions = {}): Batcher {
  let records: string[] = [];
  let texts: string[] = [];
  let lines: number[] = [];
  let bytes = 0;
  let start = 0;
  let end = 0;
  let passed = 0;
  const flush = (): Batch | undefined => {
    if (records.length === 0) return undefined;
    const body = Buffer.from(`${records.join('\n')}\n`, 'utf8');
    const batch = { body, key: batchKey(identity, start, texts), lines, end };
    records = [];
    texts = [];
    lines = [];
    bytes = 0;
    start = end;
    return batch;
  };
  return {
    add(entry) {
      records.push(entry.record);
      texts.push(entry.text);
      lines.push(entry.line);
      bytes += Buffer.byteLength(entry.text) + ENVELOPE_BYTES;
      end = entry.end;
      const before = passed;
      while ((cuts[passed] ?? Number.POSITIVE_INFINITY) <= end) passed++;
      return bytes >= maxBytes || passed > before ? flush() : undefined;
    },
    flush,
  };
}
