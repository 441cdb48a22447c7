import { SEGMENT_HEADER_BYTES } from '../format/segment-header.js';
import type { SpoolPosition } from '../position.js';
import type { Segment } from '../segments/segment.js';

/** A place in the spool, with what is needed to read on from there. */
export class Cursor {
  segment: number;
  /** Between two records, or between two batches when it equals `batchEnd`. */
  offset: number;
  /** Where the batch around `offset` ends. */
  batchEnd: number;
  /** Number of the record expected next. */
  record: number;
  /** Number of the record after the last one of the batch. */
  batchEndRecord: number;

  constructor(segment: number, offset: number, record: number) {
    this.segment = segment;
    this.offset = offset;
    this.batchEnd = offset;
    this.record = record;
    this.batchEndRecord = record;
  }

  get position(): SpoolPosition {
    return { segment: this.segment, offset: this.offset };
  }

  copy(): Cursor {
    const copy = new Cursor(this.segment, this.offset, this.record);
    copy.batchEnd = this.batchEnd;
    copy.batchEndRecord = this.batchEndRecord;
    return copy;
  }

  isAt(position: SpoolPosition): boolean {
    return this.segment === position.segment && this.offset === position.offset;
  }

  /** Goes to the first batch of a segment; the expected record stays, so that a gap before it is noticed. */
  enter(segment: Segment): void {
    this.segment = segment.number;
    this.offset = SEGMENT_HEADER_BYTES;
    this.batchEnd = SEGMENT_HEADER_BYTES;
  }

  /** Leaves the batch, whatever of it has been read. */
  leaveBatch(): void {
    this.offset = this.batchEnd;
    this.record = this.batchEndRecord;
  }
}
