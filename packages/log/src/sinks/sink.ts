import type { EntryTypes } from '../entry/entry-types.js';

/** What a sink has done so far. Counters only grow. */
export interface SinkStats {
  /** Lines handed to the destination. */
  readonly written: number;
  /** Lines given up: the destination refused them, or there was no room left to keep them. */
  readonly dropped: number;
  /** Whatever else the sink counts. */
  readonly [counter: string]: number;
}

/** What a sink learns from the logger it belongs to. */
export interface SinkSettings {
  readonly service: string;
  /** `json` or `console`: how people's output looks where the sink writes for people. */
  readonly format: Format;
  /** Version of the service, when it is known. */
  readonly version?: string | undefined;
  /** The entry types of the application, when it has told the logger. */
  readonly entryTypes?: EntryTypes | undefined;
  /** Names that the context and child loggers give to entries beside the declared fields. */
  readonly contextFields?: readonly string[] | undefined;
  /** The environment variables the logger was configured with. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type Format = 'json' | 'console';

/**
 * Where lines go. A sink is a value made by its function (`stdout()`, `file({ … })`) and belongs to one logger. No method
 * throws on account of its destination: a failure is kept for later or counted.
 */
export interface Sink {
  readonly name: string;
  /** Called once, before the first line. */
  open?(settings: SinkSettings): void;
  /** @param line one entry as JSON with its newline; @param level its level's number */
  write(line: string, level: number): void;
  /** Waits until everything written so far has reached the destination; false when it has not within the time. */
  flush?(timeoutMs: number): Promise<boolean>;
  /**
   * Waits until everything written so far will outlive the process; false when it does not within the time, or something of it was dropped since
   * this was called before. Default: `flush`.
   */
  persist?(timeoutMs: number): Promise<boolean>;
  /** The same without waiting for anything asynchronous: the process is about to end. */
  flushSync?(): void;
  /** Flushes, and gives back what the sink holds. */
  close?(timeoutMs: number): Promise<void>;
  stats(): SinkStats;
}
