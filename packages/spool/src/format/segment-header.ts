import { crc32c } from '../crc32c.js';

/**
 * The first 64 bytes of a segment file, little-endian:
 *
 * ```
 *  0  8  magic "HWSPOOL\0"
 *  8  2  format version, 1
 * 10  2  length of this header, 64
 * 12  4  salt: random, part of every checksum in the file, so that no payload can pass for a record
 * 16  8  number of this segment
 * 24  8  number of its first record, counted from the first record ever appended to the spool
 * 32  8  number of the segment written before this one, 0 for none
 * 40  8  how many bytes of that segment are durable; anything behind them was refused and must be ignored
 * 48  8  the spool's id: random, the same in all its segments
 * 56  4  zero
 * 60  4  CRC32C of bytes 0–59
 * ```
 */
export interface SegmentHeader {
  readonly salt: number;
  readonly segment: number;
  readonly firstRecord: number;
  readonly previousSegment: number;
  readonly previousLength: number;
  /** 16 hexadecimal digits. */
  readonly spoolId: string;
}

export const SEGMENT_HEADER_BYTES = 64;
export const FORMAT_VERSION = 1;

const MAGIC = Buffer.from('HWSPOOL\0', 'latin1');
const SPOOL_ID_AT = 48;
const SPOOL_ID_BYTES = 8;
const CHECKSUM_AT = 60;

export function encodeSegmentHeader(header: SegmentHeader): Buffer {
  const bytes = Buffer.alloc(SEGMENT_HEADER_BYTES);
  MAGIC.copy(bytes, 0);
  bytes.writeUInt16LE(FORMAT_VERSION, 8);
  bytes.writeUInt16LE(SEGMENT_HEADER_BYTES, 10);
  bytes.writeUInt32LE(header.salt, 12);
  bytes.writeBigUInt64LE(BigInt(header.segment), 16);
  bytes.writeBigUInt64LE(BigInt(header.firstRecord), 24);
  bytes.writeBigUInt64LE(BigInt(header.previousSegment), 32);
  bytes.writeBigUInt64LE(BigInt(header.previousLength), 40);
  bytes.write(header.spoolId, SPOOL_ID_AT, SPOOL_ID_BYTES, 'hex');
  bytes.writeUInt32LE(crc32c(bytes, 0, CHECKSUM_AT), CHECKSUM_AT);
  return bytes;
}

export type DecodedSegmentHeader =
  | ({ readonly kind: 'sound' } & SegmentHeader)
  | { readonly kind: 'damaged' }
  /** A sound magic and checksum, but a version this package does not know. */
  | { readonly kind: 'newer'; readonly version: number };

export function decodeSegmentHeader(bytes: Buffer): DecodedSegmentHeader {
  if (bytes.length < SEGMENT_HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return { kind: 'damaged' };
  const version = bytes.readUInt16LE(8);
  const checked = crc32c(bytes, 0, CHECKSUM_AT) === bytes.readUInt32LE(CHECKSUM_AT);
  // A later version may check itself differently, so its number is believed when the magic is right and it is plausible.
  if (!checked) return version > FORMAT_VERSION && version < 256 ? { kind: 'newer', version } : { kind: 'damaged' };
  if (version !== FORMAT_VERSION) return { kind: 'newer', version };
  return {
    kind: 'sound',
    salt: bytes.readUInt32LE(12),
    segment: Number(bytes.readBigUInt64LE(16)),
    firstRecord: Number(bytes.readBigUInt64LE(24)),
    previousSegment: Number(bytes.readBigUInt64LE(32)),
    previousLength: Number(bytes.readBigUInt64LE(40)),
    spoolId: bytes.toString('hex', SPOOL_ID_AT, SPOOL_ID_AT + SPOOL_ID_BYTES),
  };
}
