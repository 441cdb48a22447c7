import type { BrowserErrorDetail } from '../browser-entries/wire.js';
import type { CleanText } from './clean-text.js';

/** Errors kept of one: itself and its causes. */
const MAX_ERRORS = 8;
const MAX_STACK = 4_000;

/**
 * Describes anything that was thrown by an allow-list of properties, its causes and the members of an AggregateError after it. As
 * `errorDetail` of `@heartwood/redact`, without the rules for texts, which a page need not load. Never throws.
 */
export function errorDetail(thrown: unknown, clean: CleanText): BrowserErrorDetail {
  const queue: unknown[] = [thrown];
  const seen = new Set<unknown>();
  const details: BrowserErrorDetail[] = [];
  for (const one of queue) {
    if (seen.has(one) || details.length === MAX_ERRORS) continue;
    seen.add(one);
    details.push(ownDetail(one, clean));
    const cause = read(one, 'cause');
    if (cause !== undefined && cause !== null) queue.push(cause);
    const members = read(one, 'errors');
    if (Array.isArray(members)) queue.push(...members.slice(0, MAX_ERRORS));
  }
  const [detail = {}, ...causes] = details;
  return causes.length > 0 ? { ...detail, causes } : detail;
}

function ownDetail(thrown: unknown, clean: CleanText): BrowserErrorDetail {
  if (typeof thrown !== 'object' || thrown === null)
    return { message: clean(typeof thrown === 'function' ? '[function]' : String(thrown)) };
  const text = (name: string, max?: number): Record<string, string> => {
    const value = read(thrown, name);
    return typeof value === 'string' || typeof value === 'number' ? { [name]: clean(String(value), max) } : {};
  };
  const type = read(thrown, 'name') ?? read(read(thrown, 'constructor'), 'name');
  return {
    ...(typeof type === 'string' && { type: clean(type, 100) }),
    ...text('message'),
    ...text('code', 100),
    ...text('stack', MAX_STACK),
  };
}

/** A property of anything; `undefined` when there is none or reading it throws. */
function read(target: unknown, name: string): unknown {
  try {
    return (target as Record<string, unknown> | undefined)?.[name];
  } catch {
    return undefined;
  }
}
