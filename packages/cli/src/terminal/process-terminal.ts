import pc from 'picocolors';
import { EXIT_CODES } from '../failure.js';
import { Interruption, type Terminal } from './terminal.js';

/** npx passes a Ctrl-C on to a process that has already got it from the terminal: no second one, milliseconds. */
const ECHO = 400;

/**
 * The terminal of a real process. A reader that closes the pipe (`heartwood query | head`) ends the command quietly; the first
 * Ctrl-C or SIGTERM asks the command to end, the second ends it.
 */
export function processTerminal(process: NodeJS.Process): Terminal {
  const { env, stdout, stderr, stdin } = process;
  const stop = new AbortController();
  let first = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!stop.signal.aborted) {
        first = Date.now();
        stop.abort(new Interruption(signal));
      } else if (Date.now() - first > ECHO) process.exit(EXIT_CODES.interrupted);
    });
  }
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(EXIT_CODES.ok);
      throw error;
    });
  }
  return {
    env,
    directory: process.cwd(),
    input: stdin,
    inputIsTerminal: stdin.isTTY === true,
    colours: pc.createColors(wantsColours(env, stdout.isTTY === true)),
    canRedraw: stderr.isTTY === true && env.TERM !== 'dumb',
    columns: stderr.columns ?? 80,
    write: (text) =>
      stdout.write(text) ? Promise.resolve() : new Promise((resolve) => stdout.once('drain', () => resolve())),
    note: (text) => void stderr.write(text),
    interrupted: stop.signal,
    now: Date.now,
  };
}

/** no-color.org: NO_COLOR, when not empty, switches colours off; FORCE_COLOR switches them on. */
export function wantsColours(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
  return isTerminal && env.TERM !== 'dumb';
}
