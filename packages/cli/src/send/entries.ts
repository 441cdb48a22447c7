import type { Format } from '../formats/format.js';
import type { Line } from './lines.js';

/** The lines of one entry, joined. */
export interface RawEntry {
  readonly text: string;
  /** Number of its first line in the file, from 1. */
  readonly line: number;
  /** Where the next entry begins, bytes from the start of the file. */
  readonly end: number;
  /** True when lines or parts of lines were left out because the entry was too large. */
  readonly cut: boolean;
}

export interface EntryJoiner {
  /** The entry that this line showed to be complete. */
  push(line: Line): RawEntry | undefined;
  /** The entry being collected, when nothing more comes. */
  end(): RawEntry | undefined;
}

/** What one entry may be at most; a stack trace of a runaway recursion is longer than anybody reads. */
export interface EntryLimits {
  readonly lines: number;
  readonly characters: number;
}

/** Joins the lines of a file to entries as its format says. Further lines of an entry over the limits are left out. */
export function createEntryJoiner(format: Format, limits: EntryLimits): EntryJoiner {
  let open: string[] = [];
  let started = 0;
  let characters = 0;
  let cut = false;
  let end = 0;
  let number = 0;

  const complete = (): RawEntry | undefined => {
    if (open.length === 0) return undefined;
    const entry = { text: open.join('\n'), line: started, end, cut };
    open = [];
    characters = 0;
    cut = false;
    return entry;
  };
  return {
    push(line) {
      number += 1;
      const placement = format.place(line.text, open);
      if (placement === 'continues' && open.length > 0) {
        if (open.length < limits.lines && characters + line.text.length <= limits.characters) {
          open.push(line.text);
          characters += line.text.length;
        } else cut = true;
        cut ||= line.cut;
        end = line.end;
        return undefined;
      }
      const before = complete();
      if (placement !== 'skipped') {
        open = [line.text];
        characters = line.text.length;
        started = number;
        cut = line.cut;
        end = line.end;
      }
      return before;
    },
    end: complete,
  };
}
