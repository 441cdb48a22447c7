import type { Readable } from 'node:stream';
import type { Colors } from 'picocolors/types.js';

/** The world as a command sees it: what it reads, where it writes, and when it is told to stop. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Working directory, for files and the data directory. */
  readonly directory: string;
  readonly input: Readable;
  /** True when somebody types on the input. */
  readonly inputIsTerminal: boolean;
  /** Colours for the output; they do nothing under NO_COLOR or when the output is no terminal. */
  readonly colours: Colors;
  /** True when messages go to a terminal on which a line can be drawn over itself. */
  readonly canRedraw: boolean;
  /** Width of the terminal in characters. */
  readonly columns: number;
  /** Results, to standard output; resolves when there is room for more. */
  write(text: string): Promise<void>;
  /** Messages and progress, to standard error. */
  note(text: string): void;
  /** Aborted by the first Ctrl-C or SIGTERM. */
  readonly interrupted: AbortSignal;
  now(): number;
}
