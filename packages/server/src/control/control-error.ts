import { DrizzleQueryError } from 'drizzle-orm';

/** The control database cannot be opened or does not answer. Never contains the connection string's password. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

/** The reason of a failed query; Drizzle's own message quotes the statement with its parameters, which belong in no log. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.cause instanceof Error) return reasonOf(cause.cause);
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return reasonOf(cause.errors[0]);
  return cause.message;
}

/** An error as it may be logged: of a failed query only what the database said, not the statement with its parameters. */
export const withoutStatement = (error: unknown): unknown =>
  error instanceof DrizzleQueryError && error.cause !== undefined ? withoutStatement(error.cause) : error;

/**
 * SQLSTATE classes that speak of the database's state and not of the statement: connection, resources (53100 is a full disk), shutdown,
 * files (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const PASSING_STATES = /^(?:08|53|57P|58)/;
const PASSING_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'ENOSPC',
]);
/** node-postgres' own errors, which have no code. */
const PASSING_MESSAGES = /^(?:Connection terminated|timeout exceeded when trying to connect)/;

/** Whether a query failed because the control database is away or full, which passes; false for every other error. */
export function isControlUnavailable(error: unknown): boolean {
  if (!(error instanceof DrizzleQueryError)) return false;
  const cause = withoutStatement(error);
  if (cause instanceof AggregateError) return cause.errors.every(isPassing);
  return isPassing(cause);
}

function isPassing(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  const code = 'code' in cause ? String(cause.code) : '';
  return PASSING_CODES.has(code) || PASSING_STATES.test(code) || PASSING_MESSAGES.test(cause.message);
}
