/**
 * A destination for audited entries that must not be missed: `write` returns when the destination has the line, and throws when it
 * has not.
 */
export interface AuditSink {
  readonly name: string;
  /** @param line one entry as JSON with its newline */
  write(line: string): void;
  close?(): void;
}

/**
 * An audited entry could not be written to a destination of `auditTo`. Thrown by the log call itself, so that the application can
 * refuse the action; no other destination has got the entry.
 */
export class AuditWriteError extends Error {
  override readonly name = 'AuditWriteError';
  readonly code = 'audit-write';
  /** Name of the destination. */
  readonly sink: string;

  constructor(sink: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`the audited entry was not written to ${sink}: ${reason}. Do not carry out what it records`, { cause });
    this.sink = sink;
  }
}

/** The destinations of `auditTo` as one. */
export class AuditTrail {
  readonly #sinks: readonly AuditSink[];

  constructor(sinks: readonly AuditSink[]) {
    this.#sinks = sinks;
  }

  /** @throws {AuditWriteError} at the first destination that has not taken the line */
  write(line: string): void {
    for (const sink of this.#sinks) {
      try {
        sink.write(line);
      } catch (cause) {
        throw new AuditWriteError(sink.name, cause);
      }
    }
  }

  close(): void {
    for (const sink of this.#sinks) sink.close?.();
  }
}
