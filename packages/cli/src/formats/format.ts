import type { Json, Level } from '@heartwood/server/contract';
import type { Instant } from '../time/instant.js';
import type { Zone } from '../time/zone.js';

/** What is known of a file besides its text. */
export interface Source {
  /** As the user named it; `-` is standard input. */
  readonly path: string;
  /** Its last change (now for standard input): the reference for times without a year. */
  readonly modified: Instant;
  /** For times without an offset. */
  readonly zone: Zone;
}

/** One entry as a format understood it. */
export interface ParsedEntry {
  /** Absent when the text states no time of its own. */
  readonly time?: Instant;
  /** Absent when the text states no level. */
  readonly level?: Level;
  readonly message: string;
  /** Standard fields by their name in a LogRecord, all others by their own name. */
  readonly fields: Readonly<Record<string, Json>>;
}

/** How a line relates to the entry collected so far. */
export type Placement = 'begins' | 'continues' | 'skipped';

/** One kind of log file: how its lines form entries and what an entry says. */
export interface Format {
  /** The value of `--format`. */
  readonly name: string;
  /** One line for the help. */
  readonly title: string;
  /** The service an entry belongs to when neither it nor the user names one; default: after the file's name. */
  readonly service?: string;
  /** How well the first lines of a file fit, from 0 (not at all) to 1; the format with the best fit is taken. */
  fit(lines: readonly string[]): number;
  /** Where a line belongs; `open` are the lines of the entry collected so far, empty before the first. */
  place(line: string, open: readonly string[]): Placement;
  /** What an entry says. `text` is its lines joined with newlines. A format keeps what it does not understand as text. */
  parse(text: string, source: Source): ParsedEntry;
}

/** The share of lines that `recognises` accepts, leaving out empty ones and those that only continue an entry. */
export function shareOf(lines: readonly string[], recognises: (line: string) => boolean): number {
  const candidates = lines.filter((line) => line.trim() !== '' && !isContinuation(line));
  return candidates.length === 0 ? 0 : candidates.filter(recognises).length / candidates.length;
}

/**
 * True for a line that belongs to the entry before it whatever the format: indented text, frames and causes of a stack trace
 * (JavaScript, Java, Python, Go, .NET) and the brackets that close a printed object.
 */
export function isContinuation(line: string): boolean {
  return /^(?:\s+\S|Caused by: |Suppressed: |Traceback \(most recent call last\)|\.{3} \d+ (?:more|common frames)|goroutine \d+ |[}\])]+[,;]?\s*$|--- End of |During handling of the above|The above exception was)/.test(
    line,
  );
}

/** The usual placement: a line the format recognises begins an entry, an empty one is skipped unless an entry is open. */
export function placeBy(recognises: (line: string) => boolean): Format['place'] {
  return (line, open) => {
    if (line.trim() === '') return open.length > 0 ? 'continues' : 'skipped';
    if (recognises(line)) return 'begins';
    return open.length > 0 && isContinuation(line) ? 'continues' : 'begins';
  };
}
