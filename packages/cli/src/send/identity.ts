import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Instant } from '../time/instant.js';

const LINE_BYTES = 1_024;

/**
 * What a file is: its first line, so that a copy of it that is renamed, compressed or has grown is the same file. Files that share
 * it (npm's debug logs do) are told apart by what the key of each batch adds.
 *
 * @param head the first bytes of its (decompressed) content
 * @param options everything that changes what its entries become: format, zone, service, fields
 * @returns 32 hex digits
 */
export function fileIdentity(head: Uint8Array, options: string): string {
  const end = head.indexOf(0x0a);
  const line = head.subarray(0, end < 0 || end > LINE_BYTES ? LINE_BYTES : end);
  return createHash('sha256').update(line).update('\0').update(options).digest('hex').slice(0, 32);
}

/**
 * The Idempotency-Key of a batch: which file, where in it, and what the file says there – not what its entries became, as those without
 * a time get that of the file's last change. The same file read again gives the same keys.
 *
 * @param offset where the batch begins, bytes
 * @param texts of its entries
 */
export function batchKey(identity: string, offset: number, texts: readonly string[]): string {
  const content = createHash('sha256');
  for (const text of texts) content.update(`${Buffer.byteLength(text)}\n`).update(text);
  return `send-${identity}-${offset}-${content.digest('hex').slice(0, 32)}`;
}

/**
 * The id of an entry: a UUIDv7 (RFC 9562 section 5.7) whose random bits are the file's identity and the entry's number, so that
 * entries with the same time stay in the order of the file, and the same file gives the same ids.
 *
 * @param number of the entry in its file; counted modulo 2³²
 */
export function entryId(time: Instant, identity: string, number: number): string {
  const ms = Math.max(0, time.ms).toString(16).padStart(12, '0');
  const order = (number >>> 0).toString(16).padStart(8, '0');
  const version = `7${identity.slice(0, 3)}`;
  const variant = `8${order.slice(0, 3)}`;
  return `${ms.slice(0, 8)}-${ms.slice(8)}-${version}-${variant}-${order.slice(3)}${identity.slice(3, 10)}`;
}
