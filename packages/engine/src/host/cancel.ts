import type { Session } from 'chdb';
import { stringLiteral } from './sql/literal.js';

/** The setting by which a running statement is found again: chDB gives statements its own query ids. */
export const QUERY_ID_SETTING = 'log_comment';

/** Milliseconds between two attempts to kill: a statement may not be in the process list yet at the first. */
const RETRY_MS = 50;

/** Milliseconds after which a statement that was killed and still holds its session is beyond help. */
const STUCK_MS = 30_000;

/** Stops a statement from another session: KILL QUERY … ASYNC (SYNC waits for ever in chDB 3.4.0, measured). */
export class Canceller {
  readonly #control: Session;
  readonly #report: (error: unknown) => void;
  readonly #onStuck: () => void;

  /** @param onStuck called when a killed statement does not end: its session is lost, only a new process gets it back */
  constructor(control: Session, report: (error: unknown) => void, onStuck: () => void) {
    this.#control = control;
    this.#report = report;
    this.#onStuck = onStuck;
  }

  /** Kills the statement with this id again and again until `stop` is called. */
  kill(queryId: string): { stop(): void } {
    const attempt = (): void => {
      try {
        this.#control.query(`KILL QUERY WHERE Settings['${QUERY_ID_SETTING}'] = ${stringLiteral(queryId)} ASYNC`);
      } catch (error) {
        this.#report(error);
      }
    };
    attempt();
    const timer = setInterval(attempt, RETRY_MS);
    const stuck = setTimeout(this.#onStuck, STUCK_MS);
    return {
      stop: () => {
        clearInterval(timer);
        clearTimeout(stuck);
      },
    };
  }
}
