import { SEGMENT_HEADER_BYTES } from '../format/segment-header.js';

/** A landmark is kept at most every so many bytes, so that an index of 64 MiB takes 256 of them. */
const LANDMARK_BYTES = 256 * 1024;

/** The start of a batch, as a place from which any later position can be found by walking. */
export interface Landmark {
  readonly offset: number;
  /** Number of the first record of the batch. */
  readonly record: number;
}

export interface SegmentState {
  readonly number: number;
  readonly path: string;
  /** Undefined when header and batches are too damaged to tell: nothing in the file can be believed. */
  readonly salt: number | undefined;
  readonly firstRecord: number;
  /** Durable bytes; what lies behind them does not exist for a reader. */
  length: number;
  /** Number that the record after the last durable one gets. */
  endRecord: number;
  /** What the file takes on disk, refused bytes included. */
  fileBytes: number;
}

/** What the spool knows about one segment file. */
export class Segment implements SegmentState {
  readonly number: number;
  readonly path: string;
  readonly salt: number | undefined;
  readonly firstRecord: number;
  length: number;
  endRecord: number;
  fileBytes: number;
  /** No byte will be added any more. */
  sealed: boolean;
  readonly #landmarks: Landmark[];

  constructor(state: SegmentState, sealed: boolean) {
    this.number = state.number;
    this.path = state.path;
    this.salt = state.salt;
    this.firstRecord = state.firstRecord;
    this.length = state.length;
    this.endRecord = state.endRecord;
    this.fileBytes = state.fileBytes;
    this.sealed = sealed;
    this.#landmarks = [{ offset: SEGMENT_HEADER_BYTES, record: state.firstRecord }];
  }

  /** Nothing but a header: just begun, or given up before its first write had succeeded. */
  get isEmpty(): boolean {
    return this.length <= SEGMENT_HEADER_BYTES;
  }

  /** Remembers the start of a batch when the last landmark is far enough away; earlier ones are ignored. */
  addLandmark(offset: number, record: number): void {
    const last = this.#landmarks.at(-1);
    if (last === undefined || offset >= last.offset + LANDMARK_BYTES) this.#landmarks.push({ offset, record });
  }

  /** The last landmark at or before `offset`. */
  landmarkBefore(offset: number): Landmark {
    return (
      this.#landmarks.findLast((landmark) => landmark.offset <= offset) ?? {
        offset: SEGMENT_HEADER_BYTES,
        record: this.firstRecord,
      }
    );
  }
}
