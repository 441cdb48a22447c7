import type { EntryType } from '../entry/entry-type.js';
import type { Fields } from '../entry/field.js';
import type { Level } from '../level.js';
import type { EmitArguments } from '../logger/logger.js';
import { mergedFields } from './bounded-value.js';
import type { Recorder } from './recorder.js';

/** Fields of an entry of the browser. `err` takes what was caught. */
export interface BrowserFields {
  readonly err?: unknown;
  readonly [name: string]: unknown;
}

/** What a browser logger has done so far. */
export interface BrowserLoggerStats {
  /** Entries taken: of the level, the sample and the filter, within the limit. Repeats count once. */
  readonly entries: number;
  /** Entries the application has, or that were handed to `sendBeacon`. */
  readonly sent: number;
  /** Entries lost: over the limit, refused by the application, or no longer kept. */
  readonly dropped: number;
  /** Calls in which something of the logger's own failed. */
  readonly failures: number;
}

/** Writes entries from a page. The calls are those of the logger of `@heartwood/log`; none throws, none waits. */
export interface BrowserLogger {
  /** Writes an entry of a declared type. Its secret fields do not leave the page. */
  emit<const F extends Fields>(type: EntryType<F>, ...values: EmitArguments<NoInfer<F>>): void;
  debug(message: string, fields?: BrowserFields): void;
  info(message: string, fields?: BrowserFields): void;
  warning(message: string, fields?: BrowserFields): void;
  error(message: string, fields?: BrowserFields): void;
  critical(message: string, fields?: BrowserFields): void;
  /** A logger whose entries all carry these fields. */
  child(fields: BrowserFields): BrowserLogger;
  /** A logger for a module; its name is part of the field `logger`. */
  named(name: string): BrowserLogger;
  /** Adds fields to every entry of the page from here on; `undefined` takes one away. */
  addContext(fields: BrowserFields): void;
  /** Sends what has gathered. False when something is left to be sent later. */
  flush(): Promise<boolean>;
  /** Flushes, and takes back what was put into the page: listeners, console, fetch. */
  close(): Promise<void>;
  stats(): BrowserLoggerStats;
}

const NOTHING: BrowserLoggerStats = { entries: 0, sent: 0, dropped: 0, failures: 0 };

/** The one implementation of {@link BrowserLogger}: a name and fields over the page's recorder. */
export class BoundBrowserLogger implements BrowserLogger {
  /** `undefined` outside of a browser: nothing is written. */
  readonly #recorder: Recorder | undefined;
  readonly #name: string | undefined;
  readonly #bound: BrowserFields;

  constructor(recorder: Recorder | undefined, name?: string, bound: BrowserFields = {}) {
    this.#recorder = recorder;
    this.#name = name;
    this.#bound = bound;
  }

  emit(type: EntryType, values?: object): void {
    this.#recorder?.emit(type, values ?? {}, this.#bound, this.#name);
  }

  debug(message: string, fields?: BrowserFields): void {
    this.#write('debug', message, fields);
  }

  info(message: string, fields?: BrowserFields): void {
    this.#write('info', message, fields);
  }

  warning(message: string, fields?: BrowserFields): void {
    this.#write('warning', message, fields);
  }

  error(message: string, fields?: BrowserFields): void {
    this.#write('error', message, fields);
  }

  critical(message: string, fields?: BrowserFields): void {
    this.#write('critical', message, fields);
  }

  child(fields: BrowserFields): BrowserLogger {
    return new BoundBrowserLogger(this.#recorder, this.#name, mergedFields(this.#bound, fields));
  }

  named(name: string): BrowserLogger {
    return new BoundBrowserLogger(this.#recorder, this.#name ? `${this.#name}.${name}` : name, this.#bound);
  }

  addContext(fields: BrowserFields): void {
    this.#recorder?.addContext(fields);
  }

  async flush(): Promise<boolean> {
    return this.#recorder?.flush() ?? true;
  }

  async close(): Promise<void> {
    await this.#recorder?.close();
  }

  stats(): BrowserLoggerStats {
    return this.#recorder?.stats() ?? NOTHING;
  }

  #write(level: Level, message: string, fields: BrowserFields = {}): void {
    this.#recorder?.write({ level, message, fields, bound: this.#bound, logger: this.#name });
  }
}
