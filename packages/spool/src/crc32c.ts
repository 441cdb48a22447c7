/** Castagnoli's polynomial, bit-reversed (RFC 3720, appendix B.4; the same one iSCSI, ext4 and Btrfs use). */
const POLYNOMIAL = 0x82f63b78;

const SLICES = 16;

/** Table s holds the checksum of every byte value followed by s zero bytes; 16 KiB in all. */
function sliceTables(): Int32Array {
  const tables = new Int32Array(256 * SLICES);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    tables[byte] = crc;
  }
  for (let index = 256; index < tables.length; index++) {
    const previous = tables[index - 256] ?? 0;
    tables[index] = (previous >>> 8) ^ (tables[previous & 255] ?? 0);
  }
  return tables;
}

const T = sliceTables();

/**
 * CRC32C (Castagnoli) of `bytes[start, end)`, as an unsigned 32-bit integer. Pass an earlier result as `previous` to go on
 * from there: `crc32c(ab) === crc32c(b, 0, b.length, crc32c(a))`.
 *
 * @example
 * crc32c(Buffer.from('123456789')) // 0xe3069283, the check value of RFC 3720
 */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length, previous = 0): number {
  return viewChecksum(viewOf(bytes), start, end, previous);
}

/** A view for `viewChecksum`; making one takes as long as checksumming a hundred bytes, so keep it where many records are. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * `crc32c` over a DataView: slicing-by-16 (Kounavis and Berry, "Novel Table Lookup-Based Algorithms for High-Performance CRC
 * Generation", 2008) with four 32-bit loads in place of sixteen byte loads, which makes it 1.3 times as fast on V8. WebAssembly
 * would gain another fifth, but only for data inside its own memory (both measured on records of 500 bytes, Node 20).
 */
export function viewChecksum(view: DataView, start: number, end: number, previous: number): number {
  let crc = ~previous;
  let i = start;
  // The compiler cannot know that every index is inside: `as` narrows `number | undefined`, and costs nothing at run time.
  for (const last = end - 16; i <= last; i += 16) {
    const a = crc ^ view.getInt32(i, true);
    const b = view.getInt32(i + 4, true);
    const c = view.getInt32(i + 8, true);
    const d = view.getInt32(i + 12, true);
    crc =
      (T[3840 + (a & 255)] as number) ^
      (T[3584 + ((a >>> 8) & 255)] as number) ^
      (T[3328 + ((a >>> 16) & 255)] as number) ^
      (T[3072 + (a >>> 24)] as number) ^
      (T[2816 + (b & 255)] as number) ^
      (T[2560 + ((b >>> 8) & 255)] as number) ^
      (T[2304 + ((b >>> 16) & 255)] as number) ^
      (T[2048 + (b >>> 24)] as number) ^
      (T[1792 + (c & 255)] as number) ^
      (T[1536 + ((c >>> 8) & 255)] as number) ^
      (T[1280 + ((c >>> 16) & 255)] as number) ^
      (T[1024 + (c >>> 24)] as number) ^
      (T[768 + (d & 255)] as number) ^
      (T[512 + ((d >>> 8) & 255)] as number) ^
      (T[256 + ((d >>> 16) & 255)] as number) ^
      (T[d >>> 24] as number);
  }
  for (; i < end; i++) crc = (crc >>> 8) ^ (T[(crc ^ view.getUint8(i)) & 255] as number);
  return ~crc >>> 0;
}
