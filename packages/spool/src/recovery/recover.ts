import { randomBytes } from 'node:crypto';
import { type Acknowledged, NOTHING_ACKNOWLEDGED, PositionFile } from '../acknowledged.js';
import type { Files } from '../files/files.js';
import { segmentNumber } from '../format/segment-name.js';
import { comparePositions, type SpoolPosition } from '../position.js';
import type { SpoolProblem } from '../problem.js';
import { Catalog } from '../segments/catalog.js';
import { Segment } from '../segments/segment.js';
import { inspectSegment, type SegmentFile } from './inspect.js';
import { measureSegment } from './measure.js';

/** The state of a spool directory after everything unfinished has been cleared away. */
export interface Recovered {
  /** 16 hexadecimal digits, random, of this spool for as long as it lives. */
  readonly spoolId: string;
  readonly catalog: Catalog;
  readonly positionFile: PositionFile;
  readonly acknowledged: Acknowledged;
  /** Where the durable data ends. */
  readonly end: SpoolPosition;
  /** Number that the next record gets. */
  readonly nextRecord: number;
  readonly nextSegment: number;
  readonly tornTails: number;
}

const SPOOL_ID_BYTES = 8;

/**
 * Opens a spool directory that may have been left in any state by a crash. What an interrupted write left behind is cut off
 * and counted, consumed segments go, and everything that is kept is made durable once more, because the process
 * that wrote it may have died between its write and its fsync.
 */
export async function recover(files: Files, dir: string, report: (problem: SpoolProblem) => void): Promise<Recovered> {
  await files.makeDirectory(dir);
  const numbers = (await files.list(dir)).flatMap((name) => segmentNumber(name) ?? []).sort((a, b) => a - b);
  const positionFile = new PositionFile(files, dir);
  const stored = await positionFile.read();

  const inspected: SegmentFile[] = [];
  for (const number of numbers) inspected.push(await inspectSegment(files, dir, number));
  const spoolId =
    (stored.kind === 'sound' ? stored.spoolId : undefined) ??
    inspected.findLast((file) => file.header !== undefined)?.header?.spoolId ??
    randomBytes(SPOOL_ID_BYTES).toString('hex');

  const segments: Segment[] = [];
  let tornTails = 0;
  for (const file of inspected) {
    const measured = await measureSegment(files, file, inspected, segments.at(-1)?.endRecord ?? 0);
    if (measured === undefined) {
      await files.remove(file.path);
      continue;
    }
    if (file.header === undefined) report({ kind: 'corrupt-segment-header', segment: file.number });
    if (measured.tornBytes > 0) {
      tornTails++;
      const position = { segment: file.number, offset: measured.state.length };
      report({ kind: 'torn-tail', position, bytes: measured.tornBytes });
    }
    segments.push(new Segment(measured.state, true));
  }
  await files.syncDirectory(dir);

  const first = segments[0];
  const last = segments.at(-1);
  let acknowledged = first === undefined ? NOTHING_ACKNOWLEDGED : beginningOf(first);
  if (stored.kind === 'sound') {
    acknowledged = stored.acknowledged;
    // Once more, for the process before may have died before its fsync, and segments are deleted on the word of this position.
    await positionFile.write(acknowledged, spoolId);
  } else {
    const reason = stored.kind === 'damaged' ? stored.reason : `${positionFile.path} is missing`;
    if (first !== undefined) report({ kind: 'lost-acknowledged-position', reason });
    await positionFile.create(acknowledged, spoolId);
  }

  const filled = segments.findLast((segment) => !segment.isEmpty);
  const dataEnd = filled === undefined ? acknowledged.position : { segment: filled.number, offset: filled.length };
  const acknowledgedSegment = segments.find((segment) => segment.number === acknowledged.position.segment);
  if (acknowledgedSegment !== undefined && acknowledged.position.offset > acknowledgedSegment.length)
    report({ kind: 'acknowledged-beyond-end', acknowledged: acknowledged.position, end: dataEnd });

  const catalog = new Catalog(files, dir, segments);
  await catalog.removeConsumed(acknowledged);
  return {
    spoolId,
    catalog,
    positionFile,
    acknowledged,
    end: comparePositions(dataEnd, acknowledged.position) < 0 ? acknowledged.position : dataEnd,
    nextRecord: Math.max(last?.endRecord ?? 0, acknowledged.record),
    nextSegment: Math.max(numbers.at(-1) ?? 0, acknowledged.position.segment) + 1,
    tornTails,
  };
}

function beginningOf(first: Segment): Acknowledged {
  return { position: { segment: first.number, offset: 0 }, record: first.firstRecord };
}
