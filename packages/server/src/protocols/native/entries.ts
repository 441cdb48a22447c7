import type { Limits } from '../../pipeline/limits.js';
import type { RawEntry } from '../../pipeline/raw-batch.js';
import { decodeLines } from './decode.js';
import { mapLine } from './map.js';

/** The entries of an NDJSON body, one at a time; lines that hold none come as errors. */
export function* entriesOf(body: Buffer, limits: Limits): Generator<RawEntry> {
  for (const decoded of decodeLines(body, limits)) {
    if ('error' in decoded) yield decoded;
    else yield { line: decoded.line, draft: mapLine(decoded.object) };
  }
}
