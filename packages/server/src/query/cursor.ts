import { type Nanoseconds, parseRfc3339 } from './moment.js';
import { QueryError } from './query-error.js';

/** A place between two entries: right after the one with this time and id. */
export interface Cursor {
  readonly timestamp: Nanoseconds;
  readonly id: string;
}

const SHAPE = /^(\d{1,19})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Writes the place after an entry as text for a URL. */
export function writeCursor(entry: { readonly timestamp: string; readonly id: string }): string {
  const timestamp = parseRfc3339(entry.timestamp);
  return Buffer.from(`${timestamp}.${entry.id}`).toString('base64url');
}

/** @throws QueryError `bad_request` when the text is not of `writeCursor` */
export function readCursor(text: string): Cursor {
  const match = SHAPE.exec(Buffer.from(text, 'base64url').toString('latin1'));
  if (match === null) {
    throw new QueryError('bad_request', 'cursor: this is no cursor of a search', {
      hint: 'Pass on the cursor of the previous page as it came, or none for the first page.',
    });
  }
  return { timestamp: BigInt(match[1] ?? '0'), id: match[2] ?? '' };
}
