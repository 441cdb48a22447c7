import { crc32c } from '../crc32c.js';

/**
 * The 40 bytes before the records of one append, little-endian:
 *
 * ```
 *  0  4  magic F7 48 57 42 ("÷HWB"; F7 never occurs in UTF-8)
 *  4  4  salt of the segment
 *  8  4  bytes of records behind this header
 * 12  4  number of records
 * 16  4  digest: CRC32C of the salt and of the 8-byte headers of all its records, in order
 * 20  4  offset of this header in the file
 * 24  4  offset at which the write that contains this batch began: everything before it was durable by then
 * 28  8  number of its first record, counted over the life of the spool
 * 36  4  CRC32C of bytes 0–35
 * ```
 *
 * Salt and own offset make a copy of a batch inside some record's payload worthless; the digest binds exactly these
 * records to this header, so that pages of two different writes cannot be taken for one batch.
 */
export interface BatchHeader {
  readonly bodyBytes: number;
  readonly count: number;
  readonly digest: number;
  readonly offset: number;
  readonly writeStart: number;
  readonly firstRecord: number;
}

export const BATCH_HEADER_BYTES = 40;
export const BATCH_MAGIC = Buffer.from([0xf7, 0x48, 0x57, 0x42]);

const CHECKSUM_AT = 36;

export function writeBatchHeader(into: Buffer, at: number, salt: number, header: BatchHeader): void {
  BATCH_MAGIC.copy(into, at);
  into.writeUInt32LE(salt, at + 4);
  into.writeUInt32LE(header.bodyBytes, at + 8);
  into.writeUInt32LE(header.count, at + 12);
  into.writeUInt32LE(header.digest, at + 16);
  into.writeUInt32LE(header.offset, at + 20);
  into.writeUInt32LE(header.writeStart, at + 24);
  into.writeBigUInt64LE(BigInt(header.firstRecord), at + 28);
  into.writeUInt32LE(crc32c(into, at, at + CHECKSUM_AT), at + CHECKSUM_AT);
}

/**
 * The batch header at `bytes[at]`, which is byte `offset` of its file; undefined when there is none, or a damaged one, or one
 * that was copied from elsewhere. `salt` undefined accepts any (used to recover the salt of a segment with a damaged header).
 */
export function readBatchHeader(
  bytes: Buffer,
  at: number,
  offset: number,
  salt: number | undefined,
): BatchHeader | undefined {
  if (bytes.readUInt32LE(at) !== BATCH_MAGIC_NUMBER) return undefined;
  if (salt !== undefined && batchSalt(bytes, at) !== salt) return undefined;
  if (bytes.readUInt32LE(at + 20) !== offset) return undefined;
  if (crc32c(bytes, at, at + CHECKSUM_AT) !== bytes.readUInt32LE(at + CHECKSUM_AT)) return undefined;
  return {
    bodyBytes: bytes.readUInt32LE(at + 8),
    count: bytes.readUInt32LE(at + 12),
    digest: bytes.readUInt32LE(at + 16),
    offset,
    writeStart: bytes.readUInt32LE(at + 24),
    firstRecord: Number(bytes.readBigUInt64LE(at + 28)),
  };
}

export function batchSalt(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at + 4);
}

const BATCH_MAGIC_NUMBER = BATCH_MAGIC.readUInt32LE(0);
