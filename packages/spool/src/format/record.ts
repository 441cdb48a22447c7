import { crc32c, viewChecksum } from '../crc32c.js';

/**
 * One record, little-endian:
 *
 * ```
 * 0  4  CRC32C of the segment's salt, then of everything behind this field: length and payload
 * 4  4  length of the payload
 * 8  …  payload
 * ```
 */
export const RECORD_HEADER_BYTES = 8;

/** The checksum of the salt, from which record checksums and digests go on. */
export function saltChecksum(salt: number): number {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(salt, 0);
  return crc32c(bytes);
}

/** Fills in the header of a record whose payload already stands at `at + 8`. */
export function writeRecordHeader(into: DataView, at: number, length: number, salted: number): void {
  into.setUint32(at + 4, length, true);
  into.setUint32(at, viewChecksum(into, at + 4, at + RECORD_HEADER_BYTES + length, salted), true);
}

export function recordLength(view: DataView, at: number): number {
  return view.getUint32(at + 4, true);
}

/** True when the record of `length` payload bytes at `at` is what was written. */
export function isRecordSound(view: DataView, at: number, length: number, salted: number): boolean {
  return viewChecksum(view, at + 4, at + RECORD_HEADER_BYTES + length, salted) === view.getUint32(at, true);
}

/** Takes the header of one more record into the digest of a batch, which starts as `saltChecksum`. */
export function extendDigest(digest: number, view: DataView, at: number): number {
  return viewChecksum(view, at, at + RECORD_HEADER_BYTES, digest);
}
