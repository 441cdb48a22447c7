import { type Claims, type Level, type RecordBody, STREAMS, type Stream } from '../record/index.js';

/** Where entries of certain types go when the sender does not say: the first rule that fits wins. */
export interface StreamRule {
  /** Prefix of the entry type's name; every entry without one. */
  readonly event?: string;
  readonly level?: Level;
  readonly stream: Stream;
}

export const DEFAULT_STREAM_RULES: readonly StreamRule[] = [
  { event: 'audit.', stream: 'audit' },
  { event: 'security.', stream: 'security' },
  { event: 'auth.', stream: 'security' },
  { event: 'access.', stream: 'access' },
];

/**
 * The retention classes of the policy (P11). A class is a partition key, so only known ones are taken: a sender cannot
 * multiply partitions by inventing names.
 */
export const DEFAULT_RETENTION_CLASSES: readonly string[] = [
  'debug',
  'app',
  'audit',
  'security',
  'access',
  'ai',
  'financial',
];

export interface Classification {
  readonly stream: Stream;
  readonly retention: string;
}

/**
 * Decides stream and retention class. A stream that is none of ours is no mistake: container runtimes write
 * `"stream":"stdout"`; such a value stays with the entry as a field of that name, and the rules decide.
 */
export function classify(
  claims: Claims,
  body: RecordBody,
  level: Level,
  rules: readonly StreamRule[],
  classes: ReadonlySet<string>,
): Classification {
  const stream = claimedStream(claims, body) ?? ruledStream(body, level, rules);
  return { stream, retention: claimedRetention(claims, body, classes) ?? defaultRetention(stream, level) };
}

/** Debug entries of applications have a class of their own; everything else has its stream's. */
export const defaultRetention = (stream: Stream, level: Level): string =>
  stream === 'app' && level === 'DEBUG' ? 'debug' : stream;

function claimedStream(claims: Claims, body: RecordBody): Stream | undefined {
  const claim = claims.stream;
  if (claim === undefined || claim === null) return undefined;
  const stream = STREAMS.find((name) => name === claim);
  if (stream === undefined) body.fields.stream ??= claim;
  return stream;
}

function ruledStream(body: RecordBody, level: Level, rules: readonly StreamRule[]): Stream {
  if (body.audit !== undefined) return 'audit';
  for (const rule of rules) {
    if (rule.level !== undefined && rule.level !== level) continue;
    if (rule.event === undefined || body.event?.startsWith(rule.event)) return rule.stream;
  }
  return 'app';
}

function claimedRetention(claims: Claims, body: RecordBody, classes: ReadonlySet<string>): string | undefined {
  const claim = claims.retention;
  if (claim === undefined || claim === null) return undefined;
  if (typeof claim === 'string' && classes.has(claim)) return claim;
  body.fields.retention ??= claim;
  return undefined;
}
