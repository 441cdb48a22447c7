import { Readable } from 'node:stream';
import pc from 'picocolors';
import { Interruption, type Terminal } from '../src/terminal/terminal.js';

/** A terminal that keeps what is written to it. */
export interface TestTerminal extends Terminal {
  /** Everything written to standard output so far. */
  readonly output: string;
  /** Everything written to standard error so far. */
  readonly notes: string;
  /** Ctrl-C. */
  interrupt(): void;
}

export interface TestTerminalOptions {
  readonly directory: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What comes on standard input. */
  readonly input?: Readable | string;
  readonly canRedraw?: boolean;
}

export function testTerminal(options: TestTerminalOptions): TestTerminal {
  const stop = new AbortController();
  let output = '';
  let notes = '';
  const { input = '' } = options;
  return {
    env: options.env ?? {},
    directory: options.directory,
    input: typeof input === 'string' ? Readable.from(input === '' ? [] : [Buffer.from(input)]) : input,
    inputIsTerminal: false,
    colours: pc.createColors(false),
    canRedraw: options.canRedraw ?? false,
    columns: 80,
    write(text) {
      output += text;
      return Promise.resolve();
    },
    note(text) {
      notes += text;
    },
    interrupted: stop.signal,
    now: Date.now,
    get output() {
      return output;
    },
    get notes() {
      return notes;
    },
    interrupt: () => stop.abort(new Interruption('SIGINT')),
  };
}
