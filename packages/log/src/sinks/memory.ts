import type { EntryType } from '../entry/entry-type.js';
import type { Sink } from './sink.js';

/** An entry as it was written. */
export interface WrittenEntry {
  readonly timestamp: string;
  readonly level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL';
  readonly message: string;
  readonly event: string;
  readonly id: string;
  readonly seq: number;
  readonly [field: string]: unknown;
}

/** A sink that keeps what it gets, and gives it back parsed. */
export interface MemorySink extends Sink {
  /** The lines exactly as written, without their newlines. */
  readonly lines: readonly string[];
  readonly entries: readonly WrittenEntry[];
  /** The entries of one type. */
  ofType(type: EntryType): readonly WrittenEntry[];
  clear(): void;
}

/**
 * Keeps entries in memory, for tests.
 *
 * @param options.maxLines lines kept; the oldest give way and are counted as dropped. Default 10,000
 *
 * @example
 * const captured = memory();
 * const log = createLogger({ service: 'test', sinks: [captured] });
 * log.emit(orderPlaced, { order: 'o_1' });
 * captured.ofType(orderPlaced)[0]?.order; // 'o_1'
 */
export function memory(options: { maxLines?: number } = {}): MemorySink {
  const { maxLines = 10_000 } = options;
  const lines: string[] = [];
  let dropped = 0;
  const entries = (): WrittenEntry[] => lines.map((line) => JSON.parse(line));
  return {
    name: 'memory',
    get lines() {
      return [...lines];
    },
    get entries() {
      return entries();
    },
    ofType: (type) => entries().filter((entry) => entry.event === type.name),
    clear() {
      lines.length = 0;
    },
    write(line) {
      lines.push(line.slice(0, -1));
      if (lines.length > maxLines) {
        lines.shift();
        dropped++;
      }
    },
    stats: () => ({ written: lines.length, dropped }),
  };
}
