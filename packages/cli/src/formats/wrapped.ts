import type { Instant } from '../time/instant.js';
import type { ParsedEntry, Source } from './format.js';
import { parseJsonEntry } from './json/json.js';
import { parseObject } from './json/members.js';
import { logfmt } from './logfmt.js';
import { parsePlain } from './plain.js';

/**
 * What an application wrote inside a container runtime's line: JSON, logfmt or text. The application's own time counts before
 * the runtime's, which is when the line was read from the pipe.
 */
export function parseWrapped(text: string, time: Instant | undefined, output: string, source: Source): ParsedEntry {
  const context = { zone: source.zone, reference: time ?? source.modified };
  const object = parseObject(text);
  const inner = object
    ? parseJsonEntry(object, context, text)
    : logfmt.fit([text]) === 1
      ? logfmt.parse(text, source)
      : parsePlain(text, context);
  return { ...(time ? { time } : {}), ...inner, fields: { ...inner.fields, output } };
}
