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
