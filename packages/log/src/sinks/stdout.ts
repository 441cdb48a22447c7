import { consoleText } from '../format/console.js';
import { LineBuffer } from './line-buffer.js';
import type { Format, Sink } from './sink.js';

/** What {@link stdout} takes. */
export interface StdoutOptions {
  /** Default: the logger's. */
  readonly format?: Format;
  /** 1 for the standard output, 2 for the standard error. Default 1. */
  readonly descriptor?: 1 | 2;
}

/**
 * Writes to the standard output. Lines are gathered and written synchronously at the end of the tick, at once from ERROR up,
 * and before the process ends. A slow reader holds up to 8 MB in memory; beyond that lines are dropped and counted.
 *
 * @example createLogger({ service: 'shop', sinks: [stdout({ format: 'json' })] });
 */
export function stdout(options: StdoutOptions = {}): Sink {
  const descriptor = options.descriptor ?? 1;
  const buffer = new LineBuffer(() => descriptor);
  let render = (line: string): string => line;
  return {
    name: descriptor === 1 ? 'stdout' : 'stderr',
    open({ format, env }) {
      if ((options.format ?? format) === 'json') return;
      const colours = wantsColours(env, descriptor === 1 ? process.stdout.isTTY : process.stderr.isTTY);
      render = (line) => consoleText(line, { colours });
    },
    write: (line, level) => buffer.write(render(line), level),
    async flush(timeoutMs) {
      const end = Date.now() + timeoutMs;
      for (buffer.flush(); buffer.waiting; buffer.flush()) {
        if (Date.now() >= end) return false;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return true;
    },
    flushSync: () => buffer.flushFinally(),
    async close() {
      buffer.flushFinally();
    },
    stats: () => ({ written: buffer.written, dropped: buffer.dropped }),
  };
}

/** The conventions of no-color.org and force-color.org; otherwise colours are for terminals. */
const wantsColours = (env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean =>
  env.FORCE_COLOR ? env.FORCE_COLOR !== '0' : !env.NO_COLOR && isTerminal;
