import { boundedText, DEFAULT_LIMITS, type Limits } from './limits.js';
import { scrubText } from './scanner.js';

/** What a log entry keeps of an error. */
export interface ErrorDetail {
  readonly type?: string;
  readonly message?: string;
  readonly code?: string;
  readonly stack?: string;
  /** Causes from the nearest to the root, members of an AggregateError after them; none has `causes` itself. */
  readonly causes?: readonly ErrorDetail[];
}

/** Causes kept of one error. */
const MAX_CAUSES = 10;

/**
 * Describes anything that was thrown, by an allow-list of properties: an error's own enumerable properties are never copied,
 * since that is how request headers and configuration leak. Never throws, not even on errors whose getters do; chains of
 * causes may be circular. Secrets and card numbers in messages and stacks are masked.
 *
 * @param scrub treats the text of messages and stacks; default {@link scrubText}
 *
 * @example errorDetail(new TypeError('bad', { cause: new Error('root') }))
 *          // { type: 'TypeError', message: 'bad', stack: '…', causes: [{ type: 'Error', message: 'root', stack: '…' }] }
 * @example errorDetail('out of paper') // { message: 'out of paper' }
 */
export function errorDetail(
  thrown: unknown,
  limits: Limits = DEFAULT_LIMITS,
  scrub: (text: string) => string = scrubText,
): ErrorDetail {
  try {
    return withCauses(thrown, limits, scrub);
  } catch {
    // A proxy may refuse even `instanceof`. That something was thrown is still worth the entry.
    return { message: '[unreadable error]' };
  }
}

type Scrub = (text: string) => string;

function withCauses(thrown: unknown, limits: Limits, scrub: Scrub): ErrorDetail {
  const first = causesOf(thrown);
  if (first.length === 0) return ownDetail(thrown, limits, scrub);
  const causes: ErrorDetail[] = [];
  const seen = new Set<unknown>([thrown]);
  const queue = first;
  for (let cause = queue.shift(); cause !== undefined && causes.length < MAX_CAUSES; cause = queue.shift()) {
    if (seen.has(cause)) continue;
    seen.add(cause);
    causes.push(ownDetail(cause, limits, scrub));
    queue.push(...causesOf(cause));
  }
  const detail = ownDetail(thrown, limits, scrub);
  return causes.length > 0 ? { ...detail, causes } : detail;
}

function ownDetail(thrown: unknown, limits: Limits, scrub: Scrub): ErrorDetail {
  if (typeof thrown !== 'object' || thrown === null)
    return { message: scrub(boundedText(textOf(thrown), limits.maxString)) };
  const type = text(read(thrown, 'name')) ?? text(read(read(thrown, 'constructor'), 'name'));
  const message = text(read(thrown, 'message'));
  const code = read(thrown, 'code');
  const stack = text(read(thrown, 'stack'));
  // Without spreads: this runs for every error that is logged.
  const detail: { -readonly [Name in keyof ErrorDetail]: ErrorDetail[Name] } = {};
  if (type) detail.type = boundedText(type, 200);
  if (message !== undefined) detail.message = scrub(boundedText(message, limits.maxString));
  if (typeof code === 'string' || typeof code === 'number') detail.code = boundedText(String(code), 200);
  if (stack !== undefined) detail.stack = scrub(boundedText(stack, limits.maxString));
  return detail;
}

/** Never changed: a list that is changed begins with a cause. */
const NO_CAUSES: unknown[] = [];

function causesOf(thrown: unknown): unknown[] {
  const cause = read(thrown, 'cause');
  const members = read(thrown, 'errors');
  if (cause === undefined && members === undefined) return NO_CAUSES;
  return [
    ...(cause === undefined || cause === null ? [] : [cause]),
    ...(thrown instanceof AggregateError && Array.isArray(members) ? members.slice(0, MAX_CAUSES) : []),
  ];
}

/** A property of anything, `undefined` when it has none or reading it throws: a log entry must not fail because of it. */
function read(target: unknown, name: string): unknown {
  if ((typeof target !== 'object' && typeof target !== 'function') || target === null) return undefined;
  try {
    return Reflect.get(target, name);
  } catch {
    return undefined;
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Primitives only, so that nothing of the caller's runs. `String` takes symbols and bigints too. */
const textOf = (value: unknown): string => (typeof value === 'function' ? '[function]' : String(value));
