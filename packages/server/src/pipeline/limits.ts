/** What one entry and one batch may be at most. Everything over a limit of one line is that line's rejection. */
export interface Limits {
  /** Bytes of one line as sent, UTF-8. Default 1 MiB. */
  readonly lineBytes: number;
  /** Lines of one body, blank ones counted. Default 1,000,000, which is 33 bytes a line in the largest body. */
  readonly lines: number;
  /** Objects and arrays inside each other, the entry itself counted as 1. Default 32. */
  readonly depth: number;
  /** Fields of one entry after flattening. Default 1,000. */
  readonly fields: number;
  /** Characters of one field name after flattening. Default 256. */
  readonly nameLength: number;
  /** How far back a timestamp may lie, milliseconds. Default ten years. */
  readonly maxAgeMs: number;
  /** How far ahead of the server's clock a timestamp may lie, milliseconds. Default 24 hours. */
  readonly maxFutureMs: number;
  /** Bytes of one request body after decompression. Default 32 MiB. */
  readonly bodyBytes: number;
  /** Decompressed bytes per compressed byte, checked after the first MiB. Default 200: logs compress 10 to 40 times. */
  readonly compressionRatio: number;
  /** A body that brings fewer than 1,024 bytes a second for this long is given up, milliseconds. Default 10 s. */
  readonly stallMs: number;
  /** Rejections listed in one answer; the last one says how many more there are. Default 1,000. */
  readonly listedRejections: number;
}

const DAY = 86_400_000;

export const DEFAULT_LIMITS: Limits = {
  lineBytes: 1_048_576,
  lines: 1_000_000,
  depth: 32,
  fields: 1_000,
  nameLength: 256,
  maxAgeMs: 3_653 * DAY,
  maxFutureMs: DAY,
  bodyBytes: 32 * 1_048_576,
  compressionRatio: 200,
  stallMs: 10_000,
  listedRejections: 1_000,
};
