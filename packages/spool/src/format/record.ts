import { crc32c } from '../crc32c.js';

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

/** Fills in the header of a record whose payload already stands at `into[at + 8]`. */
export function writeRecordHeader(into: Buffer, at: number, length: number, salted: number): void {
  writeUInt32(into, at + 4, length);
  writeUInt32(into, at, crc32c(into, at + 4, at + RECORD_HEADER_BYTES + length, salted));
}

export function recordLength(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at + 4);
}

/** True when the record of `length` payload bytes at `bytes[at]` is what was written. */
export function isRecordSound(bytes: Buffer, at: number, length: number, salted: number): boolean {
  return crc32c(bytes, at + 4, at + RECORD_HEADER_BYTES + length, salted) === bytes.readUInt32LE(at);
}

/** Takes the header of one more record into the digest of a batch, which starts as `saltChecksum`. */
export function extendDigest(digest: number, bytes: Buffer, at: number): number {
  return crc32c(bytes, at, at + RECORD_HEADER_BYTES, digest);
}

/** Buffer.writeUInt32LE without its range checks: this runs twice per record. */
function writeUInt32(into: Buffer, at: number, value: number): void {
  into[at] = value;
  into[at + 1] = value >>> 8;
  into[at + 2] = value >>> 16;
  into[at + 3] = value >>> 24;
}
