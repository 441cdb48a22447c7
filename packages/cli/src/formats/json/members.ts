import type { Json } from '@heartwood/server/contract';

export type JsonObject = { [name: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON object a line is; undefined when it is anything else. */
export function parseObject(line: string): JsonObject | undefined {
  if (!/^\s*\{/.test(line)) return undefined;
  try {
    const value: Json = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    // Not JSON: the caller keeps the line as text, so nothing is lost by not knowing why.
    return undefined;
  }
}

/**
 * Takes the member with a dotted name out of an object, whether it is written flat (`"log.level"`) or nested (`"log": {"level"`),
 * both of which ECS allows. Only a member that `accepts` is taken.
 */
export function takeMember<T extends Json>(
  object: JsonObject,
  name: string,
  accepts: (value: Json) => value is T,
): T | undefined {
  const own = Object.hasOwn(object, name) ? object[name] : undefined;
  if (own !== undefined) {
    if (!accepts(own)) return undefined;
    delete object[name];
    return own;
  }
  const dot = name.indexOf('.');
  const parent = dot < 0 ? undefined : object[name.slice(0, dot)];
  if (!isObject(parent)) return undefined;
  const found = takeMember(parent, name.slice(dot + 1), accepts);
  if (found !== undefined && Object.keys(parent).length === 0) delete object[name.slice(0, dot)];
  return found;
}

/** The first of several names under which something acceptable is found, taken out. */
export function takeFirst<T extends Json>(
  object: JsonObject,
  names: readonly string[],
  accepts: (value: Json) => value is T,
): T | undefined {
  for (const name of names) {
    const found = takeMember(object, name, accepts);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const isText = (value: Json): value is string => typeof value === 'string';
export const isNumber = (value: Json): value is number => typeof value === 'number' && Number.isFinite(value);
export const isScalar = (value: Json): value is string | number => isText(value) || isNumber(value);
