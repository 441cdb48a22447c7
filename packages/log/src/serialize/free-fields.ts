import { redactValue } from '@heartwood/redact';
import { isOwnName, isStandardName } from '../entry/reserved-names.js';
import type { Redaction } from '../redaction/redaction.js';
import type { BoundFields } from './bound-fields.js';
import { ErrorJson } from './error-json.js';
import { escaped } from './escape.js';
import { standardJson } from './field-json.js';
import { MASK_JSON } from './hidden.js';
import { valueJson } from './value-json.js';

/** How a field of this name is written: under which key, and by what. */
interface FreeName {
  readonly name: string;
  /** `,"name":` */
  readonly key: string;
  readonly json: (value: unknown) => string;
}

/** Names remembered, so that the test for secrets and the escaping are paid once; bounded, since data may become names. */
const MAX_NAMES = 2_000;

/** Fields kept of one call. */
const MAX_FIELDS = 200;

/** Code units kept of one name. */
const MAX_NAME = 200;

/**
 * Writes fields nobody declared: those of free-form calls, child loggers and the context. Secrets are masked by name and
 * never read, an error becomes the standard field `error`, and a name the library writes itself becomes `field_<name>`.
 */
export class FreeFields {
  readonly redaction: Redaction;
  readonly #errors: ErrorJson;
  readonly #names = new Map<string, FreeName>();

  constructor(redaction: Redaction) {
    this.redaction = redaction;
    this.#errors = new ErrorJson(redaction);
  }

  /** Each field as `,"name":value` under the name it is written by. Never throws. */
  parts(fields: object): Map<string, string> {
    try {
      return this.#parts(fields);
    } catch {
      // A getter threw, or a proxy refused. The copy has every property that can be read, and says which cannot.
      const copy = redactValue(fields, {
        isSecret: this.redaction.isSecret,
        scrub: (text, name) => this.redaction.text(text, name),
      });
      return this.#parts(typeof copy === 'object' && copy !== null ? copy : { value: copy });
    }
  }

  /** Bound fields and own fields of one entry as JSON; a bound field of the same name gives way. Never throws. */
  json(fields: object, bound: BoundFields): string {
    const plain = this.#plainJson(fields, bound);
    if (plain !== undefined) return bound.json + plain;
    const parts = this.parts(fields);
    let json = '';
    for (const part of parts.values()) json += part;
    return bound.without(parts) + json;
  }

  /**
   * The hot path, for most calls: a few fields, no error among them, none that is bound already, none that throws. `undefined`
   * when the call is not like that.
   */
  #plainJson(fields: object, bound: BoundFields): string | undefined {
    try {
      const names = Object.keys(fields);
      if (names.length > MAX_FIELDS) return undefined;
      let json = '';
      for (const name of names) {
        const free = this.#names.get(name) ?? this.#learn(name);
        if (free.name === 'error' || (bound.json !== '' && bound.has(free.name))) return undefined;
        const value: unknown = free.json === secretJson ? MASK_JSON : Reflect.get(fields, name);
        if (value !== undefined) json += free.key + free.json(value);
      }
      return json;
    } catch {
      return undefined;
    }
  }

  #parts(fields: object): Map<string, string> {
    const parts = new Map<string, string>();
    const names = Object.keys(fields);
    for (const name of names) {
      if (parts.size === MAX_FIELDS) {
        parts.set('truncated_keys', `,"truncated_keys":${names.length - MAX_FIELDS}`);
        break;
      }
      const free = this.#names.get(name) ?? this.#learn(name);
      if (free.json === secretJson) {
        parts.set(free.name, free.key + MASK_JSON);
        continue;
      }
      const value: unknown = Reflect.get(fields, name);
      if (value === undefined) continue;
      const isError = free.name === 'error';
      if (isError && (parts.has('error') || !isErrorLike(value))) {
        parts.set(`field_${name}`, `,"field_${name}":${valueJson(value, this.redaction)}`);
      } else parts.set(free.name, free.key + free.json(value));
    }
    return parts;
  }

  #learn(given: string): FreeName {
    const free = this.#freeName(given.length > MAX_NAME ? given.slice(0, MAX_NAME) : given);
    if (this.#names.size >= MAX_NAMES) this.#names.clear();
    this.#names.set(given, free);
    return free;
  }

  #freeName(given: string): FreeName {
    const other = (value: unknown): string =>
      valueJson(typeof value === 'string' ? this.redaction.bounded(value, given) : value, this.redaction);
    const named = (name: string, json: FreeName['json']): FreeName => ({ name, key: `,"${escaped(name)}":`, json });
    if (given === 'err' || given === 'error') return named('error', (value) => this.#errors.of(value));
    if (isStandardName(given)) return named(given, standardJson(given, this.redaction));
    if (isOwnName(given)) return named(`field_${given}`, other);
    return named(given, this.redaction.isSecret(given) ? secretJson : other);
  }
}

const secretJson = (): string => MASK_JSON;

/** Whether the value describes a failure: then it is the entry's `error`, otherwise it is a field like any other. */
const isErrorLike = (value: unknown): boolean =>
  value !== null && (typeof value !== 'object' || value instanceof Error || 'message' in value);
