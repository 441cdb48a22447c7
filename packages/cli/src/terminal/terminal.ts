import type { Readable } from 'node:stream';
import type { Colors } from 'picocolors/types.js';

/** What `interrupted` is aborted with: the signal that asked the command to end. */
export class Interruption extends Error {
  override readonly name = 'AbortError';
  readonly signal: NodeJS.Signals;

  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
    this.signal = signal;
  }
}

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
  /** Aborted by the first Ctrl-C or SIGTERM, with an {@link Interruption}. */
  readonly interrupted: AbortSignal;
  now(): number;
}
