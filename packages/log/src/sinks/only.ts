import type { Stream } from '../entry/entry-type.js';
import { LEVELS, type Level, parseLevel } from '../level.js';
import { streamOf } from './line-stream.js';
import type { WrittenEntry } from './memory.js';
import type { Sink } from './sink.js';

/** What {@link only} lets through; everything that is given must hold. */
export interface OnlyOptions {
  /** Lowest level. Default: every level. */
  readonly level?: Level;
  /** Streams. Default: all. */
  readonly streams?: readonly Stream[];
  /**
   * Last word about an entry that has passed the others, on the entry as it was written. Costs the parsing of the line. One that throws lets
   * the entry through. Default: everything.
   */
  readonly filter?: (entry: WrittenEntry) => boolean;
}

/**
 * A sink that gets only some entries. What is held back counts as `filtered` in `log.stats()`.
 *
 * @example
 * createLogger({
 *   service: 'shop',
 *   sinks: [
 *     only({ level: 'warning' }, stdout()),
 *     only({ streams: ['audit', 'security'] }, file({ path: '/var/log/shop/audit.log' })),
 *     only({ filter: (entry) => entry.event !== 'http.request' }, loki()),
 *   ],
 * });
 */
export function only(options: OnlyOptions, sink: Sink): Sink {
  const { level: asked, streams: named, filter } = options;
  const lowest = LEVELS[parseLevel(String(asked)) ?? 'debug'];
  // A name alone, as JavaScript allows it, is no list of letters.
  const streams = named && new Set<string>([named].flat());
  let filtered = 0;
  const passes = (line: string, level: number): boolean => {
    if (level < lowest) return false;
    if (streams !== undefined && !streams.has(streamOf(line))) return false;
    return filter === undefined || asks(filter, line);
  };
  return {
    name: sink.name,
    write(line, level) {
      if (passes(line, level)) sink.write(line, level);
      else filtered++;
    },
    stats: () => ({ ...sink.stats(), filtered }),
    ...(sink.open && { open: (settings) => sink.open?.(settings) }),
    ...(sink.flush && { flush: (timeoutMs) => sink.flush?.(timeoutMs) ?? Promise.resolve(true) }),
    ...(sink.persist && { persist: (timeoutMs) => sink.persist?.(timeoutMs) ?? Promise.resolve(true) }),
    ...(sink.flushSync && { flushSync: () => sink.flushSync?.() }),
    ...(sink.close && { close: (timeoutMs) => sink.close?.(timeoutMs) ?? Promise.resolve() }),
  };
}

function asks(filter: (entry: WrittenEntry) => boolean, line: string): boolean {
  try {
    return filter(JSON.parse(line));
  } catch {
    return true;
  }
}
