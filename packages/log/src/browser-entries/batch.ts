import { type JsonObject, redactValue, scrubText } from '@heartwood/redact';
import { LEVELS, type Level } from '../level.js';
import { type BrowserErrorDetail, MAX_BATCH_ENTRIES } from './wire.js';

/** An entry of a page, checked, bounded and redacted. */
export interface SoundEntry {
  readonly id: string;
  readonly time: number;
  readonly level: Level;
  readonly message: string;
  readonly event: string | undefined;
  readonly logger: string | undefined;
  readonly fields: JsonObject;
  readonly error: BrowserErrorDetail | undefined;
  /** By the names of the fields they are written as. */
  readonly facts: Readonly<Record<string, string | number | undefined>>;
  readonly ids: Readonly<Record<'trace_id' | 'span_id' | 'request_id' | 'correlation_id', string | undefined>>;
}

/** A batch of a page, checked. */
export interface SoundBatch {
  readonly sentAt: number;
  readonly tab: string;
  readonly dropped: number;
  readonly facts: Readonly<Record<string, string | undefined>>;
  readonly entries: readonly SoundEntry[];
  /** Entries that were none. */
  readonly unsound: number;
}

const HEX_16 = /^[0-9a-f]{16}$/;
const HEX_32 = /^[0-9a-f]{32}$/;
/** As for ids in headers: letters, digits and a few signs. */
const SOUND_ID = /^[\w.:@/+=-]{1,128}$/;
const LOGGER_NAME = /^[A-Za-z][\w.-]{0,63}$/;
const EVENT_NAME = /^[a-z][a-z0-9._]{0,127}$/;
/** The last millisecond `Date` knows is 8.64e15; nothing sensible lies beyond the year 9999. */
const LATEST = Date.UTC(9999, 0);

const LIMITS = { maxDepth: 6, maxKeys: 60, maxItems: 60, maxString: 4_000, maxNodes: 600, maxText: 65_536 };
const MAX_MESSAGE = 4_000;
const MAX_STACK = 8_000;
const MAX_CAUSES = 8;

/**
 * Reads the body of a request from a page. Whatever it holds, it takes no longer than its size allows and never throws.
 *
 * @returns `undefined` when it is no batch at all; single entries that are none are left out and counted
 */
export function readBatch(body: string): SoundBatch | undefined {
  const batch = parsed(body);
  if (!isObject(batch) || batch.format !== 1 || !Array.isArray(batch.entries)) return undefined;
  const tab = matching(batch.tab, HEX_32);
  const sentAt = within(batch.sent_at, 0, LATEST);
  if (tab === undefined || sentAt === undefined || batch.entries.length > MAX_BATCH_ENTRIES) return undefined;
  const entries = batch.entries.map(entryOf).filter((entry) => entry !== undefined);
  return {
    sentAt,
    tab,
    dropped: within(batch.dropped, 0, 1e9) ?? 0,
    facts: {
      app: line(batch.app, 100),
      release: line(batch.release, 100),
      language: line(batch.language, 35),
      viewport: matching(batch.viewport, /^\d{1,5}x\d{1,5}$/),
    },
    entries,
    unsound: batch.entries.length - entries.length,
  };
}

function entryOf(entry: unknown): SoundEntry | undefined {
  if (!isObject(entry)) return undefined;
  const id = matching(entry.id, HEX_32);
  const time = within(entry.time, 0, LATEST);
  const message = line(entry.message, MAX_MESSAGE);
  const { level } = entry;
  if (id === undefined || time === undefined || message === undefined || !isLevel(level)) return undefined;
  return {
    ...{ id, time, level, message },
    event: matching(entry.event, EVENT_NAME),
    logger: matching(entry.logger, LOGGER_NAME),
    fields: fieldsOf(entry.fields),
    error: errorOf(entry.error, MAX_CAUSES),
    facts: {
      page: addressOf(entry.page),
      repeated: within(entry.repeated, 2, 1e9),
      sample_rate: within(entry.sample_rate, 0, 1),
    },
    ids: {
      trace_id: notZero(matching(entry.trace_id, HEX_32)),
      span_id: notZero(matching(entry.span_id, HEX_16)),
      request_id: matching(entry.request_id, SOUND_ID),
      correlation_id: matching(entry.correlation_id, SOUND_ID),
    },
  };
}

function fieldsOf(fields: unknown): JsonObject {
  if (!isObject(fields)) return {};
  const scrub = (text: string, name: string): string => scrubText(withoutControls(text, true), name);
  const redacted = redactValue(fields, { limits: LIMITS, scrub });
  return isJsonObject(redacted) ? redacted : {};
}

function errorOf(error: unknown, causesLeft: number): BrowserErrorDetail | undefined {
  if (!isObject(error)) return undefined;
  const detail = {
    type: scrubbedLine(error.type),
    message: line(error.message, MAX_MESSAGE),
    code: scrubbedLine(error.code),
    stack: typeof error.stack === 'string' ? withoutControls(error.stack.slice(0, MAX_STACK), true) : undefined,
  };
  const causes = Array.isArray(error.causes)
    ? error.causes.slice(0, causesLeft).map((cause) => errorOf(cause, 0) ?? {})
    : [];
  return { ...definedOf(detail), ...(causes.length > 0 && { causes }) };
}

/** An address of the web with what must not be in it masked: user and password, secrets by name and by look. */
function addressOf(address: unknown): string | undefined {
  const text = line(address, 2_048);
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  url.username = '';
  url.password = '';
  return scrubText(url.href);
}

/** A text on one line: whoever reads the log in a terminal must not be shown lines or colours that the page has made up. */
const line = (value: unknown, max: number): string | undefined =>
  typeof value === 'string' ? withoutControls(value.slice(0, max), false) : undefined;

/** Type and code of an error, which are written as they are. */
const scrubbedLine = (value: unknown): string | undefined => {
  const text = line(value, 200);
  return text === undefined ? undefined : scrubText(text);
};

/** Control characters, and those that turn the direction of text, as spaces; a stack keeps its line breaks. */
const withoutControls = (text: string, breaks: boolean): string =>
  text.replace(breaks ? CONTROLS_BUT_BREAKS : CONTROLS, ' ');
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const CONTROLS_BUT_BREAKS = /(?![\n\t])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

const matching = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;

const within = (value: unknown, min: number, max: number): number | undefined =>
  typeof value === 'number' && value >= min && value <= max ? value : undefined;

const notZero = (id: string | undefined): string | undefined => (id === undefined || /^0+$/.test(id) ? undefined : id);

const isLevel = (level: unknown): level is Level => typeof level === 'string' && Object.hasOwn(LEVELS, level);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isJsonObject = (value: unknown): value is JsonObject => isObject(value);

/** Without what is undefined. */
const definedOf = <Value extends object>(value: Value): { [Name in keyof Value]?: NonNullable<Value[Name]> } =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Name in keyof Value]?: NonNullable<Value[Name]>;
  };

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Whatever came, it is answered as no batch.
    return undefined;
  }
}
