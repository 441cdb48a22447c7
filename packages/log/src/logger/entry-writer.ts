import { errorDetail } from '@heartwood/redact';
import type { EntryType } from '../entry/entry-type.js';
import { freeForm } from '../entry/free-form.js';
import type { Level } from '../level.js';
import type { Protection } from '../protection/protection.js';
import type { BoundFields } from '../serialize/bound-fields.js';
import { type BackEnd, type CompiledType, compileType } from '../serialize/compile.js';
import type { FreeFields } from '../serialize/free-fields.js';
import { withinLineLimit } from '../serialize/line-limit.js';
import { MessageTexts } from '../serialize/message-text.js';
import { readableValues } from '../serialize/readable.js';
import { flat } from '../stamp/flat.js';
import { Stamps } from '../stamp/stamps.js';

const NO_VALUES: object = Object.freeze({});

/** Makes the lines of one process: compiled types, the clock, ids and the sequence. Never throws. */
export class EntryWriter {
  readonly #origin: string;
  /** What stands behind the message of a free-form entry. */
  readonly #freeFormHead: string;
  readonly #free: FreeFields;
  readonly #protection: Protection;
  readonly #backEnd: BackEnd;
  readonly #now: () => number;
  readonly #compiled = new Map<EntryType, CompiledType>();
  readonly #stamps = new Stamps();
  readonly #messages: MessageTexts;
  #degraded = 0;
  #invalid = 0;

  /** @param origin `"service":"shop",…`: the fields every entry of the process has, as JSON */
  constructor(origin: string, free: FreeFields, protection: Protection, backEnd: BackEnd, now: () => number) {
    this.#origin = origin;
    const head = `"event":"${freeForm.name}","event_version":${freeForm.version}`;
    this.#freeFormHead = flat(`",${head}${origin === '' ? '' : `,${origin}`}`);
    this.#free = free;
    this.#messages = new MessageTexts(free.redaction);
    this.#protection = protection;
    this.#backEnd = backEnd;
    this.#now = now;
  }

  /** Entries written. */
  get entries(): number {
    return this.#stamps.seq;
  }

  /** Entries written although some of their values could not be read, or were too long for a line. */
  get degraded(): number {
    return this.#degraded;
  }

  /** Entries of which something was refused: by a schema, or an audited action that does not say what was done. */
  get invalid(): number {
    return this.#invalid;
  }

  /** An entry is being written that names what was refused of it. */
  countInvalid(): void {
    this.#invalid++;
  }

  /** Values that were masked because their strategy has no key. */
  get withoutKey(): number {
    return this.#protection.withoutKey;
  }

  /** The line of an entry of a declared type. */
  typed(type: EntryType, values: object | undefined, bound: BoundFields): string {
    const stamp = this.#stamps.next(this.#time());
    try {
      const compiled = this.#compiled.get(type) ?? this.#compile(type);
      const given = values ?? NO_VALUES;
      const written = compiled.checked === undefined ? given : compiled.checked(given);
      return this.#bounded(compiled.serialize(written, stamp, compiled.boundJson(bound, written)));
    } catch {
      return this.#degrade(type, values, stamp, bound);
    }
  }

  /** The line of a free-form entry. */
  freeForm(level: Level, message: unknown, fields: unknown, bound: BoundFields): string {
    const stamp = this.#stamps.next(this.#time());
    const text = this.#messages.json(typeof message === 'string' ? message : saidBy(message, fields));
    const given = typeof message === 'string' ? fields : givenBy(message, fields);
    const rest = typeof given === 'object' && given !== null ? this.#free.json(fieldsOf(given), bound) : bound.json;
    return this.#bounded(this.#line(level, text, stamp, rest));
  }

  /**
   * A line that does not take part in the sequence yet: it may never be written, and the sequence must have no gap for that. Its `seq` is 0
   * until {@link sequenced}.
   */
  unsequenced(make: () => string): string {
    const { seq } = this.#stamps;
    this.#stamps.seq = -1;
    try {
      return make();
    } finally {
      this.#stamps.seq = seq;
    }
  }

  /** The line with the next number of the sequence. */
  sequenced(unsequencedLine: string): string {
    // Quotes inside the message are escaped, so the first of these is the line's own.
    const at = unsequencedLine.indexOf(UNSEQUENCED);
    const end = at + UNSEQUENCED.length;
    return `${unsequencedLine.slice(0, end - 1)}${++this.#stamps.seq}${unsequencedLine.slice(end)}`;
  }

  /** The time of an entry. A given clock that fails or leaves the years 1970 to 9999 is passed over. */
  #time(): number {
    try {
      const time = this.#now();
      return time >= 0 && time <= LATEST ? Math.floor(time) : Date.now();
    } catch {
      return Date.now();
    }
  }

  #compile(type: EntryType): CompiledType {
    const writing = { redaction: this.#free.redaction, protection: this.#protection };
    const compiled = compileType(type, this.#origin, writing, this.#backEnd, () => this.countInvalid());
    this.#compiled.set(type, compiled);
    return compiled;
  }

  /** A line that no destination refuses for its length. */
  #bounded(line: string): string {
    const bounded = withinLineLimit(line);
    if (bounded !== line) this.#degraded++;
    return bounded;
  }

  /** A value could not be read: the entry is written with everything that can. */
  #degrade(type: EntryType, values: unknown, stamp: string, bound: BoundFields): string {
    this.#degraded++;
    try {
      const compiled = this.#compiled.get(type) ?? this.#compile(type);
      const given = readableValues(type, values);
      const readable = compiled.checked === undefined ? given : compiled.checked(given);
      return withinLineLimit(compiled.serialize(readable, stamp, compiled.boundJson(bound, readable)));
    } catch (cause) {
      // Only something that is no entry type at all comes here. What was meant to be logged still leaves a trace.
      const detail = { problem: noEntryType(type) ?? errorDetail(cause).message ?? '' };
      return this.#line('error', NOT_WRITTEN, stamp, this.#free.json(detail, bound));
    }
  }

  #line(level: Level, text: string, stamp: string, rest: string): string {
    return `${stamp}${LEVEL_HEAD[level]}${text}${this.#freeFormHead}${rest}}\n`;
  }
}

/**
 * An error in the place of the fields, where other libraries take it and `any` lets it through, is the error of the entry. Bytes and lists are a
 * value: they have no names, and may have millions of items.
 */
export function fieldsOf(given: object): object {
  try {
    if (given instanceof Error) return { err: given };
    return typeof given !== 'object' || ArrayBuffer.isView(given) || Array.isArray(given) ? { value: given } : given;
  } catch {
    return given; // a proxy that refuses to say what it is
  }
}

/** The message of a call that has none in its first place: fields and then the message, as pino takes them, or what was caught. */
const saidBy = (first: unknown, second: unknown): string =>
  typeof second === 'string' ? second : (errorDetail(first).message ?? '');

/** The fields of such a call. */
const givenBy = (first: unknown, second: unknown): unknown =>
  typeof second === 'string' ? first : (second ?? (typeof first === 'object' ? { err: first } : undefined));

/** What was given where an entry type is expected; `undefined` when it is one. */
function noEntryType(given: unknown): string | undefined {
  if (given === undefined) return 'undefined is no entry type: is its module imported in a circle?';
  if (typeof given === 'string') return `the name '${given}' is no entry type: give what entryType() returned`;
  return typeof given === 'object' && given !== null ? undefined : `a ${typeof given} is no entry type`;
}

/** How a line ends its stamp that has no number yet. */
const UNSEQUENCED = '","seq":0';

/** The last millisecond of the year 9999, the last RFC 3339 can write. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const NOT_WRITTEN = 'An entry could not be written';

/** What stands between the stamp and the message of a free-form entry. */
const LEVEL_HEAD: Record<Level, string> = {
  debug: ',"level":"DEBUG","message":"',
  info: ',"level":"INFO","message":"',
  warning: ',"level":"WARNING","message":"',
  error: ',"level":"ERROR","message":"',
  critical: ',"level":"CRITICAL","message":"',
};
