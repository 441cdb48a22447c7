/**
 * Names the library writes itself. They can be neither declared nor given: an entry cannot forge its own level, time or
 * origin. A free-form field of such a name is kept as `field_<name>`.
 */
export const OWN_NAMES = [
  ...(['timestamp', 'level', 'message', 'logger', 'event', 'event_version', 'stream', 'retention'] as const),
  ...(['service', 'environment', 'version', 'host', 'pid', 'thread', 'id', 'seq', 'error', 'received_at'] as const),
] as const;
export type OwnName = (typeof OWN_NAMES)[number];

/**
 * Names with one meaning everywhere. They come from the context or are declared with `f.standard()`, which fixes their type:
 * `duration_ms` is a number of milliseconds, `audit` an {@link AuditDetail}, everything else text.
 */
export const STANDARD_NAMES = [
  ...(['trace_id', 'span_id', 'request_id', 'correlation_id', 'session_id', 'user_id', 'username'] as const),
  ...(['organization_id', 'client_ip', 'user_agent', 'duration_ms', 'object_type', 'object_id'] as const),
  ...(['audit', 'payload'] as const),
] as const;
export type StandardName = (typeof STANDARD_NAMES)[number];

/** What an audited action was: who did what to what, and how it ended. */
export interface AuditDetail {
  readonly actor?: unknown;
  readonly action?: string;
  readonly target?: unknown;
  readonly outcome?: string;
  readonly reason?: string;
  readonly severity?: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly changed?: readonly string[];
}

/** The type of the value each standard name takes. */
export type StandardValue<Name extends StandardName> = Name extends 'duration_ms'
  ? number
  : Name extends 'audit'
    ? AuditDetail
    : string;

/** Standard fields as a context or a child logger carries them. */
export type StandardFields = { readonly [Name in StandardName]?: StandardValue<Name> | undefined };

const own: ReadonlySet<string> = new Set(OWN_NAMES);
const standard: ReadonlySet<string> = new Set(STANDARD_NAMES);

export const isOwnName = (name: string): name is OwnName => own.has(name);
export const isStandardName = (name: string): name is StandardName => standard.has(name);
