import type { AuditArguments } from '../audit/audit-call.js';
import type { AuditAction } from '../audit/audit-event.js';
import type { ContextFields } from '../context/context.js';
import type { EntryType } from '../entry/entry-type.js';
import type { Fields, FieldValues } from '../entry/field.js';
import type { NoiseStats } from '../noise/noise-control.js';
import type { RedactionCounts } from '../redaction/redaction.js';
import type { SinkStats } from '../sinks/sink.js';

/** What `log.emit` takes after the type: nothing has to be given when nothing is required. */
export type EmitArguments<F extends Fields> =
  Record<never, never> extends FieldValues<F> ? [values?: FieldValues<F>] : [values: FieldValues<F>];

/** Fields of a free-form call. `err` (or `error`) takes what was caught. */
export type FreeFormFields = ContextFields & { readonly err?: unknown };

/** What a logger has done so far. */
export interface LoggerStats {
  /** Entries that passed the level gate. */
  readonly entries: number;
  /** Entries whose values could only be written in part: a getter threw, a proxy refused, or the line was too long and has `truncated_fields`. */
  readonly degraded: number;
  /** Entries of which a schema has refused something, see `f.schema`, and audited actions that were not named. They are written, with `invalid_fields`. */
  readonly invalid: number;
  /** Values that were masked because their field's strategy, `tokenise` or `encrypt`, had no key. */
  readonly withoutKey: number;
  /** What the redaction rules found in messages, free-form values and errors, by rule, whatever was done with it: see `redaction`. */
  readonly findings: RedactionCounts;
  /** Calls in which a sink failed in a way it should have handled itself. */
  readonly sinkFailures: number;
  /** What was left out on purpose, when the logger has `noise`. */
  readonly noise?: NoiseStats;
  readonly sinks: { readonly [name: string]: SinkStats };
}

/**
 * Writes entries. No call throws, waits, or loses the entry because of a value in it; `stats()` shows what went wrong.
 *
 * @example
 * log.emit(invoiceApproved, { invoice: 'inv_42', amount: '129.90', approver: 'u_7' });
 * log.info('Cache warmed', { keys: 1200 });
 * log.error('Payment failed', { err, order_id });
 */
export interface Logger {
  /** Writes an entry of a declared type. */
  emit<const F extends Fields>(type: EntryType<F>, ...values: EmitArguments<NoInfer<F>>): void;
  debug(message: string, fields?: FreeFormFields): void;
  info(message: string, fields?: FreeFormFields): void;
  warning(message: string, fields?: FreeFormFields): void;
  error(message: string, fields?: FreeFormFields): void;
  critical(message: string, fields?: FreeFormFields): void;
  /**
   * Writes an audited action into the stream `audit`, whatever the level: who did what to what, why, how it ended, and what changed.
   * Actor, target and severity have defaults (see `AuditEvent`).
   *
   * @throws {AuditWriteError} only when the logger has `auditTo` and it failed
   *
   * @example
   * log.audit(invoiceApproved, { invoice: 'inv_42', amount }, { reason: 'checked by phone', before, after });
   * log.audit({ action: 'report.print', actor: 'u_7', target: 'annual report' });
   */
  audit<const F extends Fields>(type: EntryType<F>, ...call: AuditArguments<NoInfer<F>>): void;
  audit(action: AuditAction): void;
  /**
   * The same into the stream `security`. `@heartwood/log/security` has entry types with the names of the OWASP Logging Vocabulary.
   *
   * @example log.security(authnLoginFail, { username }, { outcome: 'failure', reason: 'wrong password' });
   */
  security<const F extends Fields>(type: EntryType<F>, ...call: AuditArguments<NoInfer<F>>): void;
  security(action: AuditAction): void;
  /** A logger whose entries all carry these fields. */
  child(fields: ContextFields): Logger;
  /** A logger for a module. Its name is the field `logger`, has the name of this one before it, and finds its level in `levels`. */
  named(name: string): Logger;
  /**
   * Waits until everything logged so far has reached its destination.
   *
   * @param options.timeoutMs how long at most; default 5,000
   * @returns false when something has not arrived in time
   */
  flush(options?: { timeoutMs?: number }): Promise<boolean>;
  /** Flushes, then ends the sinks and the handlers of process events. The logger and all its children write nothing more. */
  close(options?: { timeoutMs?: number }): Promise<void>;
  stats(): LoggerStats;
}
