import { viewOf } from '../crc32c.js';
import type { OpenFile } from '../files/files.js';

/**
 * A stretch of a file in memory that moves forward as it is asked for more. Every move takes fresh memory, so records may
 * point into it for as long as they like.
 */
export class Window {
  readonly #file: OpenFile;
  readonly #chunkBytes: number;
  #limit: number;
  bytes: Buffer = Buffer.alloc(0);
  view: DataView = viewOf(this.bytes);
  /** File offset of `bytes[0]`. */
  start = 0;

  /** @param limit Nothing at or behind this offset is read. */
  constructor(file: OpenFile, limit: number, chunkBytes: number) {
    this.#file = file;
    this.#limit = limit;
    this.#chunkBytes = chunkBytes;
  }

  get end(): number {
    return this.start + this.bytes.length;
  }

  has(offset: number, count: number): boolean {
    return offset >= this.start && offset + count <= this.start + this.bytes.length;
  }

  /** Brings `count` bytes from `offset` into memory; false when the file does not have them. */
  async load(offset: number, count: number): Promise<boolean> {
    if (this.has(offset, count)) return true;
    if (offset + count > this.#limit) return false;
    const wanted = Math.min(this.#limit - offset, Math.max(this.#chunkBytes, count));
    const bytes = Buffer.allocUnsafeSlow(wanted);
    const filled = await this.#file.read(bytes, offset);
    // The file is shorter than it should be: somebody cut it from outside.
    if (filled < wanted) this.#limit = offset + filled;
    this.bytes = filled === wanted ? bytes : bytes.subarray(0, filled);
    this.view = viewOf(this.bytes);
    this.start = offset;
    return filled >= count;
  }
}
