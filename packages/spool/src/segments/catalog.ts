import type { Acknowledged } from '../acknowledged.js';
import type { Files } from '../files/files.js';
import type { Segment } from './segment.js';

/** The segments on disk, oldest first. */
export class Catalog {
  readonly #files: Files;
  readonly #dir: string;
  readonly #segments: Segment[];
  /** Called before a file goes, so that nobody keeps it open. */
  #beforeRemove: (segment: Segment) => Promise<void> = async () => {};

  constructor(files: Files, dir: string, segments: Segment[]) {
    this.#files = files;
    this.#dir = dir;
    this.#segments = segments;
  }

  get count(): number {
    return this.#segments.length;
  }

  /** Bytes of all segment files on disk. */
  get bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.fileBytes, 0);
  }

  get last(): Segment | undefined {
    return this.#segments.at(-1);
  }

  /** The first segment that holds anything and whose number is at least `number`. */
  filledFrom(number: number): Segment | undefined {
    return this.#segments.find((segment) => segment.number >= number && !segment.isEmpty);
  }

  find(number: number): Segment | undefined {
    return this.#segments.find((segment) => segment.number === number);
  }

  add(segment: Segment): void {
    this.#segments.push(segment);
  }

  set beforeRemove(listener: (segment: Segment) => Promise<void>) {
    this.#beforeRemove = listener;
  }

  /** Deletes every sealed segment in which nothing waits to be read; throws SpoolIoError, and then keeps the rest. */
  async removeConsumed(acknowledged: Acknowledged): Promise<void> {
    let removed = false;
    for (
      let first = this.#segments[0];
      first !== undefined && isConsumed(first, acknowledged);
      first = this.#segments[0]
    ) {
      await this.#beforeRemove(first);
      await this.#files.remove(first.path);
      this.#segments.shift();
      removed = true;
    }
    if (removed) await this.#files.syncDirectory(this.#dir);
  }
}

/** True when the file can go: sealed, and the acknowledged position lies at or behind its end. */
function isConsumed(segment: Segment, { position }: Acknowledged): boolean {
  if (!segment.sealed || segment.number > position.segment) return false;
  return segment.number < position.segment || position.offset >= segment.length;
}
