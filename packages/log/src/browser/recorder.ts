import { type BrowserEntry, MAX_BATCH_BYTES, MAX_BATCH_ENTRIES, MAX_ENTRY_LENGTH } from '../browser-entries/wire.js';
import type { EntryType } from '../entry/entry-type.js';
import { LEVELS, type Level } from '../level.js';
import { boundedValue, mergedFields } from './bounded-value.js';
import type { BrowserFields, BrowserLoggerStats } from './browser-logger.js';
import { type CleanText, textCleaner } from './clean-text.js';
import { declaredValues } from './declared-values.js';
import { Delivery } from './delivery.js';
import { errorDetail } from './error-detail.js';
import type { BrowserLoggerOptions } from './options.js';
import { browserFacts, type PageIds, plainAddress, tabId } from './page.js';
import { Queue } from './queue.js';
import { randomHex } from './random-hex.js';
import { isSampled } from './sample.js';

/** One log call. */
export interface Call {
  readonly level: Level;
  /** Text; what else is given here is written as text. */
  readonly message: unknown;
  readonly fields: BrowserFields;
  readonly bound?: BrowserFields;
  readonly logger?: string | undefined;
  readonly event?: string;
}

/** An entry that can still be counted up. */
type Gathered = { -readonly [Name in keyof BrowserEntry]: BrowserEntry[Name] };

const MINUTE_MS = 60_000;
/** What a batch has beside its entries: short, and bounded in bytes by this. */
const HEAD_BYTES = 2_000;
const TRUNCATED = { truncated: true };

/** What all loggers of a page share: makes entries, gathers them, and gives them to the delivery. Nothing here throws into the page. */
export class Recorder {
  readonly #options: BrowserLoggerOptions;
  readonly #ids: PageIds;
  readonly #tab = tabId();
  readonly #clean: CleanText;
  readonly #queue: Queue;
  readonly #delivery: Delivery;
  readonly #gathered = new Map<string, Gathered>();
  #context: BrowserFields;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #minute = 0;
  #inMinute = 0;
  #entries = 0;
  #failures = 0;
  #busy = false;
  #closed = false;
  /** Takes back what was put into the page. */
  release = (): void => {};

  constructor(options: BrowserLoggerOptions, ids: PageIds) {
    const { url = '/logs', maxQueueLength = 262_144, maxQueueAgeMs = 3 * 86_400_000 } = options;
    this.#options = options;
    this.#ids = ids;
    this.#context = options.context ?? {};
    this.#clean = textCleaner(options.scrub);
    this.#queue = new Queue(`heartwood:${url}`, { maxLength: maxQueueLength, maxAgeMs: maxQueueAgeMs });
    this.#delivery = new Delivery(url, this.#queue);
  }

  emit(type: EntryType, values: object, bound: BrowserFields, logger: string | undefined): void {
    this.#guard(() => {
      if (this.#rateOf(type.level) === 0) return;
      const { message, fields, err } = declaredValues(type, values, this.#options.sendProtected === true);
      this.#record({ level: type.level, event: type.name, message, fields: { ...fields, err }, bound, logger });
    });
  }

  write(call: Call): void {
    this.#guard(() => this.#record(call));
  }

  addContext(fields: BrowserFields): void {
    this.#context = mergedFields(this.#context, fields);
  }

  /** Everything into the queue, and out of it; not out of it when it is patient and the last attempt has failed. */
  async flush(patient = false): Promise<boolean> {
    this.#guard(() => this.#handOver((body, entries) => this.#queue.put(body, entries)));
    try {
      return await this.#delivery.send(patient);
    } catch {
      this.#failures++;
      return false;
    }
  }

  /** The page may not come back. */
  leave(): void {
    this.#guard(() => this.#handOver((body, entries) => this.#delivery.sendLast(body, entries)));
  }

  async close(): Promise<void> {
    this.release();
    await this.flush();
    this.#closed = true;
    this.#delivery.close();
  }

  stats(): BrowserLoggerStats {
    return {
      entries: this.#entries,
      sent: this.#delivery.sent,
      dropped: this.#delivery.dropped,
      failures: this.#failures,
    };
  }

  /** Runs a part of the logger: its failures are counted and end here, and what it logs itself (by the console, say) is not logged. */
  #guard(run: () => void): void {
    if (this.#busy) return;
    this.#busy = true;
    try {
      run();
    } catch {
      this.#failures++;
    } finally {
      this.#busy = false;
    }
  }

  /** Share of the tabs that send entries of a level; 0 for this tab when it is not among them. */
  #rateOf(level: Level): number {
    const { level: lowest = 'warning', sampleRate = 1, errorSampleRate = 1 } = this.#options;
    if (this.#closed || !(LEVELS[level] >= LEVELS[lowest])) return 0;
    const rate = LEVELS[level] < LEVELS.error ? sampleRate : errorSampleRate;
    return isSampled(this.#tab, rate) ? rate : 0;
  }

  #record(call: Call): void {
    const rate = this.#rateOf(call.level);
    if (rate === 0) return;
    const entry = this.#fitting({ ...this.#entry(call), ...(rate < 1 && { sample_rate: rate }) });
    if (entry && this.#options.filter?.(entry) === false) return;
    const key = entry && JSON.stringify([entry.level, entry.event, entry.message, entry.fields, entry.error]);
    const same = key && this.#gathered.get(key);
    if (same) {
      same.repeated = (same.repeated ?? 1) + 1;
      return;
    }
    if (!entry || !key || !this.#admits(entry.time)) {
      this.#delivery.lost++;
      return;
    }
    this.#entries++;
    this.#gathered.set(key, entry);
    if (this.#gathered.size >= MAX_BATCH_ENTRIES) this.#flushAfter(0);
    else this.#flushAfter(this.#options.flushAfterMs ?? 2_000);
  }

  #flushAfter(ms: number): void {
    if (ms === 0) clearTimeout(this.#timer);
    else if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.flush(true), ms);
  }

  #entry({ level, message, fields, bound, logger, event }: Call): Gathered {
    const { err, ...rest } = mergedFields(this.#context, bound, fields);
    // As in the backend, an error may also be given as `error`, or instead of the message.
    const thrown = err ?? [rest.error, message].find((one) => one instanceof Error);
    if (thrown === rest.error) delete rest.error;
    const { trace_id, span_id, request_id, correlation_id } = this.#ids;
    const { pageAddress = plainAddress } = this.#options;
    const error = thrown === undefined || thrown === null ? undefined : errorDetail(thrown, this.#clean);
    return {
      id: randomHex(16),
      time: Date.now(),
      level,
      message: this.#clean(message instanceof Error ? message.message : String(message)),
      ...(event && { event }),
      ...(logger && { logger }),
      fields: boundedValue(rest, this.#clean) as Record<string, unknown>,
      ...(error && { error }),
      page: this.#clean(pageAddress(location.href)),
      ...{ trace_id, span_id, correlation_id },
      ...(request_id && { request_id }),
    };
  }

  /** The entry in a size that fits a request, if need be without its fields or the causes of its error. */
  #fitting(entry: Gathered): Gathered | undefined {
    const { causes: _, ...error } = entry.error ?? {};
    const shorter = { ...entry, fields: TRUNCATED };
    return [entry, shorter, { ...shorter, error }].find((one) => JSON.stringify(one).length <= MAX_ENTRY_LENGTH);
  }

  #admits(now: number): boolean {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#minute) this.#inMinute = 0;
    this.#minute = minute;
    return ++this.#inMinute <= (this.#options.maxPerMinute ?? 60);
  }

  /** What has gathered, as bodies that fit a request. */
  #handOver(take: (body: string, entries: number) => void): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    let jsons: string[] = [];
    let bytes = HEAD_BYTES;
    const end = (): void => {
      if (jsons.length > 0) take(`${this.#head().slice(0, -1)},"entries":[${jsons}]}`, jsons.length);
      jsons = [];
      bytes = HEAD_BYTES;
    };
    for (const entry of this.#gathered.values()) {
      const json = JSON.stringify(entry);
      const size = new TextEncoder().encode(json).length + 1;
      if (bytes + size > MAX_BATCH_BYTES || jsons.length === MAX_BATCH_ENTRIES) end();
      jsons.push(json);
      bytes += size;
    }
    this.#gathered.clear();
    end();
  }

  #head(): string {
    const { service: app, release } = this.#options;
    return JSON.stringify({ format: 1, tab: this.#tab, app, release, ...browserFacts() });
  }
}
