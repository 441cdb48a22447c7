import type { EntryDraft, Json, LogRecord, RecordBody } from '../record/index.js';
import { classify, DEFAULT_RETENTION_CLASSES, DEFAULT_STREAM_RULES, type StreamRule } from './classify.js';
import type { DriftBatch } from './drift.js';
import { createFlatten } from './fields.js';
import { createIdSource, readId } from './identity.js';
import { readLevel } from './level.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { createScrub, type ScrubOptions } from './scrub.js';
import { readTimestamp } from './timestamp.js';

export interface StageOptions {
  readonly limits?: Partial<Limits> | undefined;
  readonly streamRules?: readonly StreamRule[] | undefined;
  readonly retentionClasses?: readonly string[] | undefined;
  /** What the scrubbing looks for in texts, and whom it tells. */
  readonly scrub?: ScrubOptions['policy'];
  readonly onScrubbed?: ScrubOptions['onScrubbed'];
  readonly onObserved?: ScrubOptions['onObserved'];
}

/** What one batch has in common. */
export interface Arrival {
  /** The server's clock, Unix milliseconds. */
  readonly now: number;
  /** The same moment as RFC 3339. */
  readonly receivedAt: string;
  /** Compares the entries with their declarations. */
  readonly drift?: DriftBatch | undefined;
}

/**
 * The way of one entry through the pipeline: level → identity → timestamp → classification → comparison with the declaration → scrubbing → limits and flattening.
 * The stages work on the draft's own body, which nobody else holds.
 *
 * @returns a function that throws EntryRejection for an entry that cannot be stored.
 */
export function createStages(options: StageOptions): (draft: EntryDraft, arrival: Arrival) => LogRecord {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const rules = options.streamRules ?? DEFAULT_STREAM_RULES;
  const classes = new Set(options.retentionClasses ?? DEFAULT_RETENTION_CLASSES);
  const scrub = createScrub({
    policy: options.scrub,
    onScrubbed: options.onScrubbed,
    onObserved: options.onObserved,
  });
  const flatten = createFlatten(limits);
  const nextId = createIdSource();

  return ({ claims, body }, { now, receivedAt, drift }) => {
    const level = readLevel(claims.level);
    if (level === undefined) keep(body, 'level', claims.level);
    const id = readId(claims.id);
    if (id === undefined) keep(body, 'id', claims.id);
    const timestamp = readTimestamp(claims.timestamp, now, limits);
    const { stream, retention } = classify(claims, body, level ?? 'INFO', rules, classes);
    const drifted = drift?.look(body, level);
    scrub(body);
    flatten(body);
    const record: LogRecord = Object.assign(body, {
      id: id ?? nextId(now),
      timestamp,
      received_at: receivedAt,
      level: level ?? 'INFO',
      stream,
      retention,
    });
    drifted?.(record.id);
    return record;
  };
}

/** A claim that could not be read stays with the entry as a field, rather than lost. */
function keep(body: RecordBody, name: string, claim: Json | undefined): void {
  if (claim !== undefined && claim !== null && claim !== '') body.fields[name] ??= claim;
}
