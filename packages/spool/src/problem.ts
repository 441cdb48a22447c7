import { formatPosition, type SpoolPosition } from './position.js';

/** Something the spool survived but somebody should know about. Reported once, through `SpoolOptions.onProblem`. */
export type SpoolProblem =
  /** The end of a segment was not completely written when the process or the machine died; never acknowledged to a caller. */
  | { readonly kind: 'torn-tail'; readonly position: SpoolPosition; readonly bytes: number }
  /** Records that were durable once cannot be read any more; they were skipped. */
  | { readonly kind: 'corrupt-records'; readonly position: SpoolPosition; readonly records: number }
  /** A segment's header is damaged; its batches are still read where their own headers are sound. */
  | { readonly kind: 'corrupt-segment-header'; readonly segment: number }
  /** The file that holds the acknowledged position is missing or damaged: everything on disk will be read again. */
  | { readonly kind: 'lost-acknowledged-position'; readonly reason: string }
  /** The acknowledged position lies behind the last readable record: acknowledged data has vanished from the disk. */
  | { readonly kind: 'acknowledged-beyond-end'; readonly acknowledged: SpoolPosition; readonly end: SpoolPosition }
  /** The lock file was taken away or replaced while the spool was open; it refuses to write from now on. */
  | { readonly kind: 'lost-lock'; readonly path: string };

/** One sentence for a log line. */
export function describeProblem(problem: SpoolProblem): string {
  switch (problem.kind) {
    case 'torn-tail':
      return `Cut ${problem.bytes} bytes of an unfinished write off at ${formatPosition(problem.position)}.`;
    case 'corrupt-records':
      return `Skipped ${problem.records} unreadable records at ${formatPosition(problem.position)}.`;
    case 'corrupt-segment-header':
      return `The header of segment ${problem.segment} is damaged; reading on by its batches.`;
    case 'lost-acknowledged-position':
      return `The acknowledged position is lost (${problem.reason}); reading everything again.`;
    case 'acknowledged-beyond-end':
      return `Acknowledged up to ${formatPosition(problem.acknowledged)}, but the data ends at ${formatPosition(problem.end)}.`;
    case 'lost-lock':
      return `The lock file ${problem.path} is not ours any more; writing stops.`;
  }
}
