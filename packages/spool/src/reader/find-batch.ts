import { BATCH_HEADER_BYTES, BATCH_MAGIC, type BatchHeader, readBatchHeader } from '../format/batch-header.js';
import type { Window } from './window.js';

/**
 * The first sound batch header at or behind `offset` whose batch ends at or before `limit`. Over damaged bytes it goes on
 * to the next place where the magic stands and salt, own offset and checksum all fit, which no payload can imitate.
 */
export async function findBatch(
  window: Window,
  offset: number,
  limit: number,
  salt: number | undefined,
): Promise<BatchHeader | undefined> {
  let at = offset;
  while (await window.load(at, BATCH_HEADER_BYTES)) {
    const header = readBatchHeader(window.bytes, at - window.start, at, salt);
    if (header !== undefined && at + BATCH_HEADER_BYTES + header.bodyBytes <= limit) return header;
    const next = window.bytes.indexOf(BATCH_MAGIC, at - window.start + 1);
    // Not in this window: go on three bytes before its end, as the magic may lie across the border.
    at = next >= 0 ? window.start + next : Math.max(at + 1, window.end - BATCH_MAGIC.length + 1);
  }
  return undefined;
}
