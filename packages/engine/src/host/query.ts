import type { Statement } from './sql/statement.js';

/** One request to run a statement, as read from HTTP. */
export interface Query {
  readonly id: string;
  readonly statement: Statement;
  /** Rows of an insert; undefined where the statement is the whole request. */
  readonly body: Buffer | undefined;
  readonly parameters: ReadonlyMap<string, string>;
  readonly settings: ReadonlyMap<string, string>;
  readonly database: string;
  /** Format where the statement names none. */
  readonly defaultFormat: string;
  /** The request must not change anything (GET, or `readonly`). */
  readonly readonly: boolean;
}

/** Counters of ClickHouse's X-ClickHouse-Summary header. */
export interface Summary {
  readonly readRows: number;
  readonly readBytes: number;
  readonly writtenRows: number;
  readonly writtenBytes: number;
  readonly elapsedSeconds: number;
}

/** Where a statement's result goes. */
export interface ResultSink {
  /** The whole result; called once, instead of `write` and `end`. */
  whole(bytes: Uint8Array, summary: Summary): Promise<void>;
  /** One chunk of a streamed result; resolves when the receiver can take the next. */
  write(bytes: Uint8Array): Promise<void>;
  /** A streamed result is complete. */
  end(): Promise<void>;
}
