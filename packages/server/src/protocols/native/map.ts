import {
  type Claims,
  type EntryDraft,
  INTEGER_FIELDS,
  type IntegerField,
  type Json,
  type LogRecord,
  type RecordBody,
  TEXT_FIELDS,
  type TextField,
} from '../../record/index.js';

type Mapper = (value: Json, body: RecordBody, claims: Claims) => boolean;

/**
 * Maps one flat JSON line (DESIGN §4) to an entry: standard names are lifted, everything else becomes a field. Other loggers'
 * names for the essentials are understood (pino, bunyan, winston, zap, slog, Logstash). A standard name whose value has the
 * wrong type stays a field of that name.
 */
export function mapLine(object: Record<string, Json>): EntryDraft {
  const body: RecordBody = { message: '', fields: {} };
  const claims: Claims = {};
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (value === undefined) continue;
    const lift = MAPPERS.get(name);
    if (lift === undefined) body.fields[name === '__proto__' ? '_proto' : name] = value;
    else if (value !== null && !lift(value, body, claims)) body.fields[name] = value;
  }
  return { claims, body };
}

const claim =
  (name: keyof Claims): Mapper =>
  (value, _body, claims) => {
    if (claims[name] !== undefined) return false;
    claims[name] = value;
    return true;
  };

const text =
  (name: TextField | 'payload'): Mapper =>
  (value, body) => {
    if (typeof value === 'object' || body[name] !== undefined) return false;
    body[name] = String(value);
    return true;
  };

const integer =
  (name: IntegerField): Mapper =>
  (value, body) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > INTEGER_FIELDS[name])
      return false;
    body[name] = value;
    return true;
  };

const message: Mapper = (value, body) => {
  if (body.message !== '' || typeof value === 'object') return false;
  body.message = String(value);
  return true;
};

const duration: Mapper = (value, body) => {
  // JSON.parse reads 1e400 as Infinity, which is no duration.
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  body.duration_ms = value;
  return true;
};

const payload: Mapper = (value, body) => {
  body.payload = typeof value === 'string' ? value : JSON.stringify(value);
  return true;
};

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `error` as we send it, as pino's `err`, or as plain text. What is no part of ErrorDetail becomes a field `error_…`. */
const error: Mapper = (value, body) => {
  if (body.error !== undefined || Array.isArray(value)) return false;
  if (!isObject(value)) {
    body.error = { message: String(value) };
    return true;
  }
  const detail: NonNullable<LogRecord['error']> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (inner === null) continue;
    if (name === 'causes' && Array.isArray(inner)) detail.causes = [...inner];
    else if (isErrorText(name) && typeof inner !== 'object') detail[name] ??= String(inner);
    else if (name === 'name' && typeof inner === 'string') detail.type ??= inner;
    else body.fields[`error_${name}`] = inner;
  }
  body.error = detail;
  return true;
};

const isErrorText = (name: string): name is 'type' | 'message' | 'code' | 'stack' =>
  name === 'type' || name === 'message' || name === 'code' || name === 'stack';

const AUDIT_TEXT = new Set(['action', 'outcome', 'reason', 'severity']);
const AUDIT_VALUE = new Set(['actor', 'target', 'before', 'after']);

/** Not `String(value)`, which calls the `toString` that an object from outside may hold. */
const textOf = (value: Json): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const audit: Mapper = (value, body) => {
  if (!isObject(value)) return false;
  const detail: Record<string, Json> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (inner === null) continue;
    if (AUDIT_VALUE.has(name)) detail[name] = inner;
    else if (AUDIT_TEXT.has(name) && typeof inner !== 'object') detail[name] = String(inner);
    else if (name === 'changed' && Array.isArray(inner)) detail[name] = inner.map(textOf);
    else body.fields[`audit_${name}`] = inner;
  }
  body.audit = detail;
  return true;
};

const MAPPERS: ReadonlyMap<string, Mapper> = new Map<string, Mapper>([
  ...TEXT_FIELDS.map((name) => [name, text(name)] as const),
  ...(Object.keys(INTEGER_FIELDS) as IntegerField[]).map((name) => [name, integer(name)] as const),
  ['id', claim('id')],
  ['stream', claim('stream')],
  ['retention', claim('retention')],
  ['timestamp', claim('timestamp')],
  ['time', claim('timestamp')],
  ['ts', claim('timestamp')],
  ['@timestamp', claim('timestamp')],
  ['level', claim('level')],
  ['severity', claim('level')],
  ['lvl', claim('level')],
  ['message', message],
  ['msg', message],
  ['hostname', text('host')],
  ['duration_ms', duration],
  ['payload', payload],
  ['error', error],
  ['err', error],
  ['audit', audit],
]);
