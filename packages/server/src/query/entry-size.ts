import type { LogRecord } from '../record/index.js';

/** Bytes of an object, array, number or pointer, roughly. */
const NODE_BYTES = 32;

/**
 * About how many bytes of memory an entry takes: its texts at one byte a character, and a little for every value. Cheap enough to ask
 * of every entry that passes a live tail.
 */
export const sizeOf = (record: LogRecord): number => sizeOfValue(record);

/** The depth is bounded by the pipeline's limit. */
function sizeOfValue(value: unknown): number {
  if (typeof value === 'string') return NODE_BYTES + value.length;
  if (typeof value !== 'object' || value === null) return NODE_BYTES;
  let bytes = NODE_BYTES;
  for (const [name, inner] of Object.entries(value)) bytes += name.length + sizeOfValue(inner);
  return bytes;
}
