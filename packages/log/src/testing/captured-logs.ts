import { AssertionError } from 'node:assert';
import type { EntryType } from '../entry/entry-type.js';
import { ATTACH, type Attachable } from '../logger/attach.js';
import { createLogger } from '../logger/create-logger.js';
import type { Logger } from '../logger/logger.js';
import { memory, type WrittenEntry } from '../sinks/memory.js';
import { type LeakOptions, leaksIn } from './leaks.js';
import { matches } from './partial-match.js';

/** Which entries are meant: those of an entry type, or of an event's name. */
export type Wanted = EntryType | string;

/** Part of an entry: see `matches`. Regular expressions and the matchers of test frameworks stand for values. */
export type PartialEntry = { readonly [field: string]: unknown };

/** Entries caught while a test runs. */
export interface CapturedLogs {
  /** The logger whose entries these are. */
  readonly log: Logger;
  readonly entries: readonly WrittenEntry[];
  /** The lines exactly as they would have been written. */
  readonly lines: readonly string[];
  ofType(type: Wanted): readonly WrittenEntry[];
  /** @returns the entries of the type that have all of this */
  find(type: Wanted, partial?: PartialEntry): readonly WrittenEntry[];
  /**
   * @returns the first entry that has all of this
   * @throws {AssertionError} when there is none; lists what was logged instead
   */
  assertLogged(type: Wanted, partial?: PartialEntry): WrittenEntry;
  /** @throws {AssertionError} when there is such an entry */
  assertNotLogged(type: Wanted, partial?: PartialEntry): void;
  /**
   * @param options.values what this test knows to be secret
   * @throws {AssertionError} when a line holds a secret; says where, and never the secret
   */
  assertNoSecrets(options?: LeakOptions): void;
  /** Forgets what was caught so far. */
  clear(): void;
  /** The logger writes to its own destinations again. */
  stop(): void;
}

/**
 * Catches what a logger writes: the logger of your application, or a new one that writes nowhere else.
 *
 * @param log the logger, a child of it, or one it was made from: all of one `createLogger` are caught together. Default: a new one at `debug`
 * @param options.passOn whether the logger's own destinations get the entries too. Default false
 *
 * @example
 * const logs = captureLogs(log);
 * afterEach(() => logs.clear());
 * afterAll(() => logs.stop());
 *
 * it('logs the order', async () => {
 *   await placeOrder('o_1');
 *   logs.assertLogged(orderPlaced, { order: 'o_1', total: /^\d+\.\d\d$/ });
 *   logs.assertNoSecrets();
 * });
 */
export function captureLogs(log?: Logger, options: { passOn?: boolean } = {}): CapturedLogs {
  const target =
    log ?? createLogger({ service: 'test', level: 'debug', format: 'json', env: {}, handleExit: false, sinks: [] });
  if (!isAttachable(target)) throw new TypeError('captureLogs takes a logger made by createLogger');
  const sink = memory({ maxLines: Number.POSITIVE_INFINITY });
  const detach = target[ATTACH](sink, options.passOn !== true);
  const ofType = (type: Wanted): readonly WrittenEntry[] => {
    const name = typeof type === 'string' ? type : type.name;
    return sink.entries.filter((entry) => entry.event === name);
  };
  const find = (type: Wanted, partial: PartialEntry = {}) => ofType(type).filter((entry) => matches(entry, partial));
  return {
    log: target,
    get entries() {
      return sink.entries;
    },
    get lines() {
      return sink.lines;
    },
    ofType,
    find,
    assertLogged(type, partial) {
      const [first] = find(type, partial);
      if (first === undefined) fail(notLogged(sink.entries, type, partial));
      return first;
    },
    assertNotLogged(type, partial) {
      const found = find(type, partial);
      if (found.length > 0) fail(`expected no entry ${described(type, partial)}, but there is:${listed(found)}`);
    },
    assertNoSecrets(leakOptions) {
      const problem = secretsIn(sink.lines, leakOptions);
      if (problem !== undefined) fail(problem);
    },
    clear: () => sink.clear(),
    stop: detach,
  };
}

/** What to tell when an entry is missing. */
export function notLogged(entries: readonly WrittenEntry[], type: Wanted, partial: PartialEntry | undefined): string {
  const name = typeof type === 'string' ? type : type.name;
  const near = entries.filter((entry) => entry.event === name);
  const expected = `expected an entry ${described(type, partial)}`;
  if (near.length > 0) return `${expected}, but those of the type are:${listed(near)}`;
  return entries.length === 0
    ? `${expected}, but nothing was logged`
    : `${expected}, but there is only:${listed(entries)}`;
}

/** What to tell about secrets; `undefined` when there is none. */
export function secretsIn(lines: readonly string[], options?: LeakOptions): string | undefined {
  const found = lines.flatMap((line) => {
    const { event } = JSON.parse(line);
    return leaksIn(line, options).map(({ path, rule }) => `\n  ${event} at ${path}: ${rule}`);
  });
  if (found.length === 0) return undefined;
  return `expected no secrets in the log, but there are ${found.length}:${found.slice(0, LISTED).join('')}`;
}

/** Entries shown in a message. */
const LISTED = 10;

const described = (type: Wanted, partial: PartialEntry | undefined): string => {
  const name = typeof type === 'string' ? type : type.name;
  return partial === undefined ? name : `${name} with ${JSON.stringify(partial, shown)}`;
};

/** JSON knows no regular expressions, and of a framework's matchers only their own description is worth reading. */
const shown = (_name: string, value: unknown): unknown => {
  if (value instanceof RegExp || typeof value === 'bigint') return String(value);
  if (typeof value === 'object' && value !== null && 'asymmetricMatch' in value) return String(value);
  return value;
};

function listed(entries: readonly WrittenEntry[]): string {
  const lines = entries.slice(0, LISTED).map((entry) => {
    const { timestamp, id, seq, pid, host, service, environment, event_version, ...rest } = entry;
    return `\n  ${JSON.stringify(rest).slice(0, 400)}`;
  });
  return lines.join('') + (entries.length > LISTED ? `\n  … and ${entries.length - LISTED} more` : '');
}

function fail(message: string): never {
  throw new AssertionError({ message, stackStartFn: fail });
}

const isAttachable = (log: Logger): log is Logger & Attachable => ATTACH in log;
