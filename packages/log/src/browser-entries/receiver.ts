import type { JsonObject } from '@heartwood/redact';
import { currentContext } from '../context/context.js';
import { checkDeclaration } from '../entry/check-declaration.js';
import type { EntryType } from '../entry/entry-type.js';
import { EntryTypeError } from '../entry/errors.js';
import { field as f } from '../entry/field.js';
import { isOwnName, isStandardName } from '../entry/reserved-names.js';
import { LEVELS, type Level } from '../level.js';
import type { Logger } from '../logger/logger.js';
import { readBatch, type SoundBatch, type SoundEntry } from './batch.js';
import { Budget } from './budget.js';
import { BROWSER_TYPES, browserEntriesDropped, browserEntriesRefused } from './entries.js';
import type { BrowserEntriesOptions } from './options.js';
import { isAllowedOrigin, networkOf, type Provenance } from './origin.js';
import { RecentIds } from './recent-ids.js';
import { type UserAgentHeaders, userAgentFacts } from './user-agent.js';
import type { BrowserErrorDetail } from './wire.js';

/** What of a request is known before its body has been read. */
export interface Sender extends Provenance {
  readonly method: string | undefined;
  /** `Content-Length`; `undefined` when it is not told. */
  readonly length: number | undefined;
  readonly ip: string | undefined;
  readonly userAgent: UserAgentHeaders;
}

/** How a request is answered; there is never a body. */
export interface Answer {
  readonly status: 204 | 400 | 403 | 405 | 413 | 429;
  readonly headers: Readonly<Record<string, string>>;
}

/** A budget and by what it counts. */
type Share = readonly [budget: Budget, key: string];

type Refusal = 'origin' | 'rate' | 'size' | 'form' | 'entries';

const MINUTE_MS = 60_000;
/** A page's clock this far off is told of, and entries are put right by it. A request takes some of that to arrive. */
const NOTABLE_SKEW_MS = 5_000;
const MAX_USER_AGENT = 400;

/** Fields only the receiver writes. */
const FACTS: ReadonlySet<string> = new Set([
  ...[
    'source',
    'browser_entry',
    'browser_time',
    'clock_skew_ms',
    'page',
    'app',
    'release',
    'browser',
    'os',
    'language',
  ],
  ...['viewport', 'tab', 'repeated', 'sample_rate', 'claimed_event', 'err', 'late', 'audit'],
]);

const ID_FIELDS = {
  trace_id: f.standard({ optional: true }),
  span_id: f.standard({ optional: true }),
  request_id: f.standard({ optional: true }),
  correlation_id: f.standard({ optional: true }),
};

/**
 * Takes the entries of pages and writes them through the application's logger. Anybody can send anything to it: everything is checked,
 * bounded, redacted and counted, and what is written says that it came from a browser.
 */
export class BrowserReceiver {
  readonly maxBytes: number;
  readonly #log: Logger;
  readonly #types: ReadonlyMap<string, EntryType>;
  readonly #origins: ReadonlySet<string>;
  readonly #maxLevel: Level;
  readonly #address: Budget;
  readonly #tab: Budget;
  readonly #total: Budget;
  readonly #ids = new RecentIds();
  readonly #now: () => number;
  #refused: Record<Refusal, number> = NOTHING_REFUSED;
  #toldAt = Number.NEGATIVE_INFINITY;

  /**
   * @param now the clock, ms
   * @throws {EntryTypeError} when a type cannot be written from a page: at start, never in a request
   * @throws {TypeError} when an option cannot be used: a limit that is no number would be none
   */
  constructor(options: BrowserEntriesOptions, now: () => number = Date.now) {
    const { types = [], origins = [], maxLevel = 'error', maxBytes = 65_536 } = options;
    const { address = 600, tab = 120, total = 6_000 } = options.perMinute ?? {};
    checkLimits({ maxBytes, 'perMinute.address': address, 'perMinute.tab': tab, 'perMinute.total': total });
    if (!Object.hasOwn(LEVELS, maxLevel))
      throw new TypeError(`browserEntries: maxLevel must be one of ${Object.keys(LEVELS).join(', ')}`);
    if (!Array.isArray(origins))
      throw new TypeError("browserEntries: origins must be a list: ['https://www.shop.example']");
    this.maxBytes = maxBytes;
    this.#log = options.log.named('browser');
    this.#types = receivedTypes([...BROWSER_TYPES, ...types]);
    this.#origins = new Set(origins);
    this.#maxLevel = maxLevel;
    this.#address = new Budget(address);
    this.#tab = new Budget(tab);
    this.#total = new Budget(total);
    this.#now = now;
  }

  /** The answer to a request whose body need not be read; `undefined` when it must be. */
  refuse(sender: Sender): Answer | undefined {
    const { method, length = 0 } = sender;
    if (method !== 'POST') return this.#answer(405, sender, { allow: 'POST' });
    if (!isAllowedOrigin(sender, this.#origins)) return this.#refusal('origin', 403, sender);
    if (length > this.maxBytes) return this.tooLarge(sender);
    // A request costs as much as an entry, whatever is in it.
    return this.#overBudget(sender, this.#shared(sender), 1);
  }

  /** The answer to a request whose body turned out to be longer than `maxBytes`. */
  tooLarge(sender: Sender): Answer {
    return this.#refusal('size', 413, sender);
  }

  /** Writes the entries of a body, in the context of the request. */
  take(body: string, sender: Sender): Answer {
    const batch = body.length > this.maxBytes ? undefined : readBatch(body);
    if (batch === undefined) return this.#refusal('form', 400, sender);
    const budgets: Share[] = [...this.#shared(sender), [this.#tab, batch.tab]];
    const refused = this.#overBudget(sender, budgets, batch.entries.length);
    if (refused !== undefined) return refused;
    if (batch.unsound > 0) this.#count('entries', batch.unsound);
    for (const entry of batch.entries) if (this.#ids.add(batch.tab + entry.id)) this.#write(entry, batch, sender);
    if (batch.dropped > 0)
      this.#log.child(this.#facts(batch, sender)).emit(browserEntriesDropped, { count: batch.dropped });
    return this.#answer(204, sender);
  }

  #write(entry: SoundEntry, batch: SoundBatch, sender: Sender): void {
    const now = this.#now();
    const skew = now - batch.sentAt;
    const isOff = Math.abs(skew) > NOTABLE_SKEW_MS;
    const { event = '', error } = entry;
    const type = this.#types.get(event);
    const names = type === undefined ? NO_NAMES : type.fields;
    const { declared, others } = divided(entry.fields, names);
    const log = (entry.logger === undefined ? this.#log : this.#log.named(entry.logger)).child({
      ...others,
      ...this.#facts(batch, sender),
      ...entry.facts,
      browser_entry: entry.id,
      browser_time: new Date(Math.min(now, Math.max(0, isOff ? entry.time + skew : entry.time))).toISOString(),
      clock_skew_ms: isOff ? Math.round(skew) : undefined,
      claimed_event: type === undefined && event !== '' ? event : undefined,
    });
    const err = error === undefined ? undefined : thrownAs(error);
    if (type === undefined) log[lower(entry.level, this.#maxLevel)](entry.message, { ...entry.ids, err });
    else log.emit(type, { ...declared, ...errorField(type, err), ...entry.ids });
  }

  #facts(batch: SoundBatch, { ip, userAgent }: Sender): Record<string, unknown> {
    return {
      source: 'browser',
      ...batch.facts,
      ...userAgentFacts(userAgent),
      tab: batch.tab,
      client_ip: ip,
      user_agent: userAgent['user-agent']?.slice(0, MAX_USER_AGENT),
    };
  }

  /** The budgets a request has a share of whatever tab it comes from. An address that nobody knows is not everybody's. */
  #shared({ ip }: Sender): Share[] {
    const total: Share = [this.#total, ''];
    return ip === undefined ? [total] : [total, [this.#address, networkOf(ip)]];
  }

  #overBudget(sender: Sender, budgets: readonly Share[], cost: number): Answer | undefined {
    const now = this.#now();
    const wait = Math.max(...budgets.map(([budget, key]) => budget.waitFor(key, cost, now)));
    if (wait > 0) return this.#refusal('rate', 429, sender, { 'retry-after': String(Math.ceil(wait / 1_000)) });
    for (const [budget, key] of budgets) budget.spend(key, cost, now);
    return undefined;
  }

  #refusal(reason: Refusal, status: Answer['status'], sender: Sender, headers?: Record<string, string>): Answer {
    this.#count(reason, 1);
    return this.#answer(status, sender, headers);
  }

  /** What is refused is told once a minute: a flood must not become one in the log. */
  #count(reason: Refusal, more: number): void {
    this.#refused = { ...this.#refused, [reason]: this.#refused[reason] + more };
    if (this.#now() - this.#toldAt < MINUTE_MS) return;
    const { entries, ...requests } = this.#refused;
    const count = Object.values(requests).reduce((sum, one) => sum + one, 0);
    this.#log.emit(browserEntriesRefused, { count, ...this.#refused });
    this.#refused = NOTHING_REFUSED;
    this.#toldAt = this.#now();
  }

  #answer(status: Answer['status'], { origin = '' }: Sender, headers: Record<string, string> = {}): Answer {
    if (!this.#origins.has(origin)) return { status, headers };
    const cors = {
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'retry-after',
      vary: 'origin',
    };
    return { status, headers: { ...headers, ...cors } };
  }
}

/** What the type system says, for those who write JavaScript. */
function checkLimits(limits: Readonly<Record<string, number>>): void {
  for (const [name, limit] of Object.entries(limits)) {
    if (typeof limit !== 'number' || !(limit > 0))
      throw new TypeError(`browserEntries: ${name} must be a number above 0`);
  }
}

const NOTHING_REFUSED: Readonly<Record<Refusal, number>> = { origin: 0, rate: 0, size: 0, form: 0, entries: 0 };
const NO_NAMES: EntryType['fields'] = {};

/** The types by name, each with the ids of the page among its fields, so that these win over the ids of the request that brought them. */
function receivedTypes(types: readonly EntryType[]): ReadonlyMap<string, EntryType> {
  const byName = new Map<string, EntryType>();
  for (const type of types) {
    checkDeclaration(type);
    const refuse = (problem: string): never => {
      throw new EntryTypeError('bad-value', type.name, `${problem}, so pages cannot write it`);
    };
    if (type.stream !== 'app') refuse(`is of the stream '${type.stream}', which is evidence`);
    const taken = Object.keys(type.fields).find((name) => FACTS.has(name) && type.fields[name]?.type.kind !== 'error');
    if (taken !== undefined) refuse(`has a field '${taken}', which the receiver of browser entries writes itself`);
    if (byName.has(type.name)) throw new EntryTypeError('duplicate-name', type.name, 'is given twice');
    byName.set(type.name, Object.freeze({ ...type, fields: { ...ID_FIELDS, ...type.fields } }));
  }
  return byName;
}

/**
 * The fields of a page: those its entry type declares, and others. A page cannot write what says who did it or where it comes
 * from, nor what the context of the request says: such a name becomes `field_<name>`. A duration is harmless.
 */
function divided(
  fields: JsonObject,
  names: EntryType['fields'],
): Record<'declared' | 'others', Record<string, unknown>> {
  const context = currentContext();
  const declared: Record<string, unknown> = {};
  const others: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const isDuration = name === 'duration_ms' && typeof value === 'number';
    const isOurs = FACTS.has(name) || Object.hasOwn(context, name);
    const isReserved = isOurs || isOwnName(name) || (isStandardName(name) && !isDuration);
    if (Object.hasOwn(names, name) && !isReserved) declared[name] = value;
    else if (FIELD_NAME.test(name)) others[isReserved ? `field_${name}` : name] = value;
  }
  for (const name of Object.keys(names)) if (Object.hasOwn(context, name)) declared[name] = context[name];
  return { declared, others };
}

const FIELD_NAME = /^(?!__proto__$)[A-Za-z_][\w.-]{0,63}$/;

const errorField = ({ fields }: EntryType, err: unknown): Record<string, unknown> => {
  const name = Object.keys(fields).find((one) => fields[one]?.type.kind === 'error');
  return name === undefined || err === undefined ? {} : { [name]: err };
};

/** An error as `errorDetail` reads it: by `name`, and each cause in the one before. */
function thrownAs({ type, causes = [], ...detail }: BrowserErrorDetail): object {
  const cause = causes.reduceRight<object | undefined>((inner, one) => named(one, inner), undefined);
  return named({ ...detail, ...(type !== undefined && { type }) }, cause);
}

const named = ({ type, ...detail }: BrowserErrorDetail, cause: object | undefined): object => ({
  ...detail,
  message: detail.message ?? '',
  name: type ?? 'Error',
  ...(cause !== undefined && { cause }),
});

const lower = (level: Level, highest: Level): Level => (LEVELS[level] > LEVELS[highest] ? highest : level);
