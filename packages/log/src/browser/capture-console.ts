import type { Recorder } from './recorder.js';

/** The methods and their levels. */
const LEVEL_OF = { warn: 'warning', error: 'error' } as const;

/**
 * Logs `console.warn` and `console.error`, which go on writing to the console. Entries of the logger `console`, as those of
 * `@heartwood/log/console`: text as message, the first error as `error`, everything else as the field `arguments`.
 *
 * @returns puts the methods back
 */
export function captureConsole(recorder: Recorder): () => void {
  const target: Pick<Console, 'warn' | 'error'> = globalThis.console;
  const restore = (['warn', 'error'] as const).map((method) => {
    const original = target[method];
    const captured = (...given: unknown[]): void => {
      const err = given.find((one) => one instanceof Error);
      const texts = given.filter((one) => typeof one === 'string');
      const others = given.filter((one) => one !== err && typeof one !== 'string');
      const message = texts.join(' ') || String(err ?? method);
      const fields = { console: method, err, ...(others.length > 0 && { arguments: others }) };
      recorder.write({ level: LEVEL_OF[method], logger: 'console', message, fields });
      original.apply(target, given);
    };
    target[method] = captured;
    return () => {
      if (target[method] === captured) target[method] = original;
    };
  });
  return () => {
    for (const one of restore) one();
  };
}
