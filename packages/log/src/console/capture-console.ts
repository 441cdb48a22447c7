import { format, stripVTControlCharacters } from 'node:util';
import { boundedText, redactValue } from '@heartwood/redact';
import type { Level } from '../level.js';
import type { FreeFormFields, Logger } from '../logger/logger.js';

/** What {@link captureConsole} takes. */
export interface ConsoleCaptureOptions {
  readonly log: Logger;
  /** Let the original methods write too. Default false. */
  readonly passThrough?: boolean;
}

/** What each method of the console is worth. */
const LEVEL = {
  debug: 'debug',
  log: 'info',
  info: 'info',
  dir: 'info',
  warn: 'warning',
  error: 'error',
  trace: 'debug',
  assert: 'error',
} as const satisfies Partial<Record<keyof Console, Level>>;

type Method = keyof typeof LEVEL;
const METHODS = [
  'debug',
  'log',
  'info',
  'dir',
  'warn',
  'error',
  'trace',
  'assert',
] as const satisfies readonly Method[];

/** Characters kept of one message. */
const MAX_TEXT = 32_768;

/**
 * Turns what code of others writes to the console into entries of the logger `console`: the text as the console would format it,
 * without colours, objects with the values under secret names masked, the first error with its stack and causes. It is meant
 * for code one cannot change; what is one's own is better off with log calls.
 *
 * @returns gives the console back as it was
 *
 * @example
 * const restore = captureConsole({ log });
 * console.warn('%d items left', 2);   // WARNING "2 items left", logger "console"
 */
export function captureConsole(options: ConsoleCaptureOptions): () => void {
  const log = options.log.named('console');
  // A sink that writes to the console itself must not be logged again.
  let inside = false;
  const target: Console = globalThis.console;
  const restores = METHODS.map((method) => {
    const original = target[method];
    const captured = (...args: unknown[]): void => {
      if (inside) {
        Reflect.apply(original, target, args);
        return;
      }
      inside = true;
      try {
        write(log, method, args);
        if (options.passThrough) Reflect.apply(original, target, args);
      } finally {
        inside = false;
      }
    };
    target[method] = captured;
    return () => {
      // Somebody else may have replaced it since; theirs is not ours to take away.
      if (target[method] === captured) target[method] = original;
    };
  });
  return () => {
    for (const restore of restores) restore();
  };
}

function write(log: Logger, method: Method, args: readonly unknown[]): void {
  if (method === 'assert' && args[0]) return;
  const said = method === 'assert' ? args.slice(1) : method === 'dir' ? args.slice(0, 1) : args;
  const err = said.find((arg) => arg instanceof Error);
  const text = method === 'assert' && said.length === 0 ? 'Assertion failed' : textOf(said);
  const fields: FreeFormFields = {
    console: method,
    ...(err !== undefined && { err }),
    ...(method === 'trace' && { stack: new Error().stack }),
  };
  log[LEVEL[method]](text, fields);
}

/** As the console formats it. Values are masked and bounded first, so that inspecting them shows no secret and always ends. */
function textOf(args: readonly unknown[]): string {
  const shown = args.map((arg) => (arg instanceof Error ? messageOf(arg) : isPlain(arg) ? arg : redactValue(arg)));
  return boundedText(stripVTControlCharacters(format(...shown)), MAX_TEXT);
}

const isPlain = (value: unknown): boolean =>
  (typeof value !== 'object' && typeof value !== 'function') || value === null;

function messageOf(err: Error): string {
  try {
    return `${err.name}: ${err.message}`;
  } catch {
    // A getter threw. The error itself is in the entry, as far as it can be read.
    return 'Error';
  }
}
