import { Buffer } from 'node:buffer';

/** One line of a file, without its line end. */
export interface Line {
  readonly text: string;
  /** Where the next line begins: bytes from the start of the (decompressed) file. */
  readonly end: number;
  /** True when the line was longer than the limit and its rest was left out. */
  readonly cut: boolean;
}

export interface LineSplitter {
  /** The lines that became complete with these bytes. */
  push(chunk: Buffer): Line[];
  /** The last line, when the file does not end in a line end. */
  end(): Line[];
}

const NEWLINE = 0x0a;

/**
 * Splits bytes into lines (LF or CRLF) with memory bounded by the longest line kept. What is not UTF-8 is read as U+FFFD, a byte
 * order mark at the beginning and NUL bytes (which a crash leaves in log files) are left out.
 *
 * @param maxBytes bytes of a line that are kept
 */
export function createLineSplitter(maxBytes: number): LineSplitter {
  let pieces: Buffer[] = [];
  let held = 0;
  let cut = false;
  let position = 0;
  let first = true;

  const hold = (piece: Buffer): void => {
    position += piece.length;
    const room = maxBytes - held;
    if (piece.length > room) cut = true;
    if (room <= 0 || piece.length === 0) return;
    // A copy, so that a short rest does not keep a whole chunk alive.
    pieces.push(Buffer.from(piece.subarray(0, room)));
    held += Math.min(piece.length, room);
  };
  const take = (tail: Buffer): Line => {
    const kept = tail.subarray(0, Math.max(0, maxBytes - held));
    const bytes = pieces.length === 0 ? kept : Buffer.concat([...pieces, kept]);
    const line = { text: decode(bytes, first), end: position, cut: cut || kept.length < tail.length };
    pieces = [];
    held = 0;
    cut = false;
    first = false;
    return line;
  };
  return {
    push(chunk) {
      const lines: Line[] = [];
      let start = 0;
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
        position += at + 1 - start;
        lines.push(take(chunk.subarray(start, at)));
        start = at + 1;
      }
      hold(chunk.subarray(start));
      return lines;
    },
    end: () => (held > 0 ? [take(Buffer.alloc(0))] : []),
  };
}

function decode(bytes: Buffer, first: boolean): string {
  let text = bytes.toString('utf8');
  if (text.endsWith('\r')) text = text.slice(0, -1);
  if (first && text.startsWith('\uFEFF')) text = text.slice(1);
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}
