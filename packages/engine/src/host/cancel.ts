import type { Session } from 'chdb';
import { stringLiteral } from './sql/literal.js';

/** The setting by which a running statement is found again: chDB gives statements its own query ids. */
export const QUERY_ID_SETTING = 'log_comment';

/** Milliseconds between two attempts to kill: a statement may not be in the process list yet at the first. */
const RETRY_MS = 50;

/** Stops a statement from another session: KILL QUERY … ASYNC (SYNC waits for ever in chDB 3.4.0, measured). */
export class Canceller {
  readonly #control: Session;
  readonly #report: (error: unknown) => void;

  constructor(control: Session, report: (error: unknown) => void) {
    this.#control = control;
    this.#report = report;
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
    return { stop: () => clearInterval(timer) };
  }
}
