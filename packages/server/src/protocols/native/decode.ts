import { assertDepth } from '../../pipeline/depth.js';
import type { Limits } from '../../pipeline/limits.js';
import { EntryRejection } from '../../pipeline/rejection.js';
import type { Json } from '../../record/index.js';
import { BodyError } from '../body/body-error.js';

/** One line of an NDJSON body: its number from 1, and either the object it holds or why it holds none. */
export type DecodedLine =
  | { readonly line: number; readonly object: Record<string, Json> }
  | { readonly line: number; readonly error: string };

/**
 * Splits an NDJSON body into its objects, one at a time so that only one is held. Blank lines are passed over but counted.
 * A body that is not UTF-8 throughout is read with U+FFFD in place of what is not.
 *
 * @throws BodyError 413 at the line that is one too many: millions of tiny lines are minutes of work in one body
 */
export function* decodeLines(
  body: Buffer,
  { lineBytes, depth, lines }: Pick<Limits, 'lineBytes' | 'depth' | 'lines'>,
): Generator<DecodedLine> {
  let line = 0;
  for (let start = 0; start < body.length; ) {
    const feed = body.indexOf(0x0a, start);
    const end = feed === -1 ? body.length : feed;
    line++;
    if (line > lines) throw new BodyError(413, `the body has more than ${lines} lines`, 'send smaller batches');
    const size = end - start;
    if (size > lineBytes) {
      yield { line, error: `line of ${size} bytes; at most ${lineBytes}` };
    } else {
      const text = body.toString('utf8', start, end).trim();
      if (text !== '') yield decodeLine(line, text, depth);
    }
    start = end + 1;
  }
}

function decodeLine(line: number, text: string, depth: number): DecodedLine {
  try {
    return { line, object: parseObject(text, depth) };
  } catch (error) {
    if (error instanceof EntryRejection) return { line, error: error.message };
    throw error;
  }
}

function parseObject(text: string, depth: number): Record<string, Json> {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new EntryRejection(`a line is one JSON object, this is ${kind(value)}`);
  }
  assertDepth(value, depth);
  return value as Record<string, Json>;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (text.includes('\0')) throw new EntryRejection('not valid JSON: the line holds NUL bytes', { cause: error });
    // V8 quotes the text around the mistake, which may be a megabyte of somebody's data.
    throw new EntryRejection(`not valid JSON: ${error.message.slice(0, 120)}`);
  }
}

function kind(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
