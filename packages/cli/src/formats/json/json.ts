import type { Json, Level } from '@heartwood/server/contract';
import { type Instant, instantFromEpoch, instantOf } from '../../time/instant.js';
import { parseTimestamp, type TimeContext } from '../../time/timestamp.js';
import { type Format, type ParsedEntry, placeBy, shareOf } from '../format.js';
import { levelOfPino, levelOfWord } from '../level.js';
import { parsePlain } from '../plain.js';
import { headOfStack } from '../stack-trace.js';
import {
  isNumber,
  isObject,
  isScalar,
  isText,
  type JsonObject,
  parseObject,
  takeFirst,
  takeMember,
} from './members.js';
import { ERROR_NAMES, NAMES, NUMBER_NAMES, TEXT_NAMES } from './names.js';

/** JSON lines of any logger: pino, winston, bunyan, ECS, Google Cloud, Heartwood's own, and everything similar. */
export const json: Format = {
  name: 'json',
  title: 'JSON lines: pino, winston, bunyan, ECS, Google Cloud, Heartwood',
  fit: (lines) => 0.9 * shareOf(lines, (line) => parseObject(line) !== undefined),
  place: placeBy((line) => line.startsWith('{')),
  parse(text, source) {
    const context = { zone: source.zone, reference: source.modified };
    const object = parseObject(text);
    return object ? parseJsonEntry(object, context, text) : parsePlain(text, context);
  },
};

/**
 * What a JSON object says as an entry; the object is consumed. What has no standard name stays a field under its own.
 *
 * @param text the line the object was read from: the message of an entry that has none
 */
export function parseJsonEntry(object: JsonObject, context: TimeContext, text: string): ParsedEntry {
  const payload = isObject(object.jsonPayload) ? object.jsonPayload : undefined;
  if (payload) {
    // Google Cloud wraps the application's own object when it is read back from the API.
    delete object.jsonPayload;
    for (const [name, value] of Object.entries(payload)) object[name] ??= value;
  }
  const time = takeTime(object, context);
  const level = takeLevel(object);
  const fields: Record<string, Json> = {};
  const error = takeError(object);
  const message = takeFirst(object, NAMES.message, isText);
  for (const [name, names] of Object.entries(TEXT_NAMES)) {
    const value = takeFirst(object, names, isScalar);
    if (value !== undefined) fields[name] = String(value);
  }
  for (const [name, names] of Object.entries(NUMBER_NAMES)) {
    const value = takeFirst(object, names, isNumber);
    if (value !== undefined) fields[name] = value;
  }
  // Google Cloud writes projects/<project>/traces/<id>.
  if (typeof fields.trace_id === 'string') fields.trace_id = fields.trace_id.replace(/^projects\/[^/]+\/traces\//, '');
  const nanoseconds = takeMember(object, 'event.duration', isNumber);
  if (nanoseconds !== undefined) fields.duration_ms ??= nanoseconds / 1e6;
  if (error) fields.error = error;
  const errorText = isText(error?.message ?? null) ? String(error?.message) : undefined;
  return {
    ...(time ? { time } : {}),
    ...(level ? { level } : error ? { level: 'ERROR' } : {}),
    message: message ?? errorText ?? String(fields.event ?? text),
    fields: { ...object, ...fields },
  };
}

function takeTime(object: JsonObject, context: TimeContext): Instant | undefined {
  for (const name of NAMES.time) {
    const value = object[name];
    const time = value === undefined ? undefined : timeOf(value, context);
    if (time) {
      delete object[name];
      return time;
    }
  }
  return undefined;
}

function timeOf(value: Json, context: TimeContext): Instant | undefined {
  if (isNumber(value)) return instantFromEpoch(value.toFixed(6).replace(/\.?0+$/, ''));
  if (isText(value)) return instantFromEpoch(value) ?? parseTimestamp(value, context);
  if (isObject(value) && isScalar(value.seconds ?? null)) {
    return instantOf(Number(value.seconds) * 1000, String(value.nanos ?? 0).padStart(9, '0'));
  }
  return undefined;
}

function takeLevel(object: JsonObject): Level | undefined {
  for (const name of NAMES.level) {
    const value = takeMember(object, name, isScalar);
    if (value === undefined) continue;
    const level = isNumber(value) ? levelOfPino(value) : (levelOfWord(value) ?? numericLevel(value));
    if (level) return level;
    object[name] = value;
  }
  return undefined;
}

function numericLevel(text: string): Level | undefined {
  return /^\d0$/.test(text) ? levelOfPino(Number(text)) : undefined;
}

function takeError(object: JsonObject): JsonObject | undefined {
  const error: JsonObject = {};
  for (const [part, names] of Object.entries(ERROR_NAMES)) {
    const value = takeFirst(object, names, isScalar);
    if (value !== undefined) error[part] = String(value);
  }
  for (const name of ['err', 'error']) {
    const rest = object[name];
    if (!isObject(rest)) continue;
    // Whatever else the error object carried stays with it; causes keep their place.
    delete object[name];
    for (const [member, value] of Object.entries(rest)) {
      if (member === 'causes' && Array.isArray(value)) error.causes = value;
      else object[`error_${member}`] ??= value;
    }
  }
  if (Object.keys(error).length === 0) return undefined;
  // winston writes the stack alone; it says what the error is.
  return error.stack === undefined ? error : { ...headOfStack(String(error.stack)), ...error };
}
