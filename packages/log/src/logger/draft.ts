import type { AuditAction, AuditEvent } from '../audit/audit-event.js';
import type { EntryType } from '../entry/entry-type.js';

/** Under this name a logger makes entries that are written later, by whoever has kept them. No part of the public interface. */
export const DRAFT: unique symbol = Symbol('heartwood.draft');

/** An entry that has been made, with its time, its id and its context, and is not written yet. */
export interface Draft {
  /** The entry as JSON with its newline. It has no `seq`: it may be written by another process, or never. */
  readonly line: string;
  /** Number of its level. */
  readonly level: number;
  /** Of the stream `audit`: destinations of `auditTo` must have it. */
  readonly audited: boolean;
}

/** A logger that makes drafts and writes them. */
export interface Drafting {
  readonly [DRAFT]: {
    /** @param stream `undefined` for what `emit` takes */
    make(
      stream: 'audit' | 'security' | undefined,
      first: EntryType | AuditAction,
      values?: object,
      event?: AuditEvent,
    ): Draft;
    /** @throws {AuditWriteError} when a destination of `auditTo` has not taken an audited draft */
    write(draft: Draft): void;
    /** Waits until everything written so far will outlive the process; false when it does not within the time. */
    persist(timeoutMs: number): Promise<boolean>;
  };
}
