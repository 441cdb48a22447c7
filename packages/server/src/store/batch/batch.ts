import type { Stream } from '../../record/index.js';
import type { RowBlock } from './row-blocks.js';

/** What the sender was told; kept with the batch so that a repeated key gets the same answer. */
export interface BatchResult {
  readonly accepted: number;
  readonly rejected: readonly { readonly line: number; readonly error: string }[];
}

/** An idempotency key, scoped to its sender, and when its batch was accepted (Unix milliseconds). */
export interface KeyUse {
  readonly key: string;
  readonly at: number;
}

export interface BatchKey extends KeyUse {
  readonly result: BatchResult;
}

/** One record of the spool: some of the rows one request brought. All of a request's records are appended at once. */
export interface BatchPart {
  /** Absent when the whole batch was rejected and only its answer is kept. */
  readonly block?: RowBlock | undefined;
  /** In every part of a batch that has a key. */
  readonly key?: KeyUse | undefined;
  /** In the first part. */
  readonly result?: BatchResult | undefined;
}

/** The spool holds something that is no batch of ours; says what was found and what to do. */
export class BatchFormatError extends Error {
  override readonly name = 'BatchFormatError';
}

interface Header {
  readonly stream?: Stream | undefined;
  readonly rows: number;
  readonly partitions: readonly string[];
  readonly key?: KeyUse | undefined;
  readonly result?: BatchResult | undefined;
}

const VERSION = 1;
const PREFIX_BYTES = 5;

/**
 * Encodes a batch as records for the spool, each readable by itself: one byte version (1), four bytes header length (little
 * endian), the header as JSON, the rows.
 *
 * @returns one record per block; one without rows when there are none but a key
 */
export function encodeBatch(blocks: readonly RowBlock[], key?: BatchKey): Buffer[] {
  const use = key && { key: key.key, at: key.at };
  if (blocks.length === 0) return key === undefined ? [] : [encodePart(undefined, use, key.result)];
  return blocks.map((block, index) => encodePart(block, use, index === 0 ? key?.result : undefined));
}

function encodePart(block: RowBlock | undefined, key: KeyUse | undefined, result: BatchResult | undefined): Buffer {
  const header: Header = {
    stream: block?.stream,
    rows: block?.rows ?? 0,
    partitions: block?.partitions ?? [],
    key,
    result,
  };
  const headerText = Buffer.from(JSON.stringify(header));
  const body = block?.body ?? new Uint8Array();
  const buffer = Buffer.allocUnsafeSlow(PREFIX_BYTES + headerText.length + body.length);
  buffer.writeUInt8(VERSION, 0);
  buffer.writeUInt32LE(headerText.length, 1);
  buffer.set(headerText, PREFIX_BYTES);
  buffer.set(body, PREFIX_BYTES + headerText.length);
  return buffer;
}

/** The inverse for one record; the rows are a view into `data`. @throws BatchFormatError */
export function decodePart(data: Uint8Array): BatchPart {
  const buffer = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (buffer.length < PREFIX_BYTES || buffer[0] !== VERSION) {
    throw new BatchFormatError(
      `batch format ${buffer[0]} is not ${VERSION}; was the spool written by a newer version?`,
    );
  }
  const end = PREFIX_BYTES + buffer.readUInt32LE(1);
  if (end > buffer.length) {
    throw new BatchFormatError(`batch header ends at ${end}, after the batch (${buffer.length} bytes)`);
  }
  const { stream, rows, partitions, key, result } = JSON.parse(buffer.toString('utf8', PREFIX_BYTES, end)) as Header;
  const block = stream === undefined ? undefined : { stream, rows, partitions, body: data.subarray(end) };
  return { block, key, result };
}
