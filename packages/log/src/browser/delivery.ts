import type { Queue } from './queue.js';

/** Wait after the first failure, ms; it doubles up to the longest. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 300_000;
/** Longest `Retry-After` that is followed, ms. */
const LONGEST_RETRY_AFTER_MS = 3_600_000;
const TIMEOUT_MS = 30_000;

/** Statuses after which the same may succeed later: RFC 9110, 15.5.9; RFC 8470, 5.2; RFC 6585, 4; and whatever is the server's fault. */
const isTransient = (status: number): boolean => status >= 500 || [408, 425, 429].includes(status);

/**
 * Takes batches to the application. A batch is in the queue until it has been answered: what was under way when the page ended is sent
 * again by the next one, and the application knows it by the ids of its entries.
 */
export class Delivery {
  readonly #url: string;
  readonly #queue: Queue;
  /** The page's own, before anything was put around it. */
  readonly #fetch = globalThis.fetch.bind(globalThis);
  #sending: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failedInRow = 0;
  sent = 0;
  /** Entries that were never made into a batch, or refused by the application. */
  lost = 0;
  /** Of those that were dropped, how many the application knows of. */
  #told = 0;

  constructor(url: string, queue: Queue) {
    this.#url = url;
    this.#queue = queue;
  }

  /** Entries that will not arrive. */
  get dropped(): number {
    return this.lost + this.#queue.dropped;
  }

  /**
   * Sends what is in the queue, one tab at a time. False when something is left; then it goes on by itself.
   *
   * @param patient whether to leave it to the next attempt when the last one has failed
   */
  send(patient = false): Promise<boolean> {
    if (patient && this.#failedInRow > 0) return Promise.resolve(false);
    const sent = this.#sending.then(() => this.#locked());
    this.#sending = sent.catch(() => false);
    return sent;
  }

  /** Sends a batch in a way that outlives the page; into the queue when that would be in vain. */
  sendLast(body: string, entries: number): void {
    const online = this.#failedInRow === 0 && navigator.onLine !== false;
    const { dropped } = this;
    if (online && navigator.sendBeacon?.(this.#url, this.#stamped(body))) {
      this.sent += entries;
      this.#told = dropped;
    } else this.#queue.put(body, entries);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  async #locked(): Promise<boolean> {
    let entered = false;
    try {
      return await navigator.locks.request(this.#url, () => {
        entered = true;
        return this.#sendAll();
      });
    } catch (failure) {
      if (entered) throw failure;
      // No locks on pages of http, and none in a sandbox: two tabs may send the same then, which is known by its ids.
      return this.#sendAll();
    }
  }

  async #sendAll(): Promise<boolean> {
    for (let [key] = this.#queue.keys(); key !== undefined; [key] = this.#queue.keys()) {
      const body = this.#queue.get(key);
      // A tab without locks was faster.
      if (body === undefined) continue;
      const { dropped } = this;
      const { status, ok, retryAfterMs } = await this.#post(body);
      if (isTransient(status)) {
        this.#sendLater(retryAfterMs);
        return false;
      }
      this.#failedInRow = 0;
      const entries = this.#queue.entriesOf(key);
      if (ok) {
        this.sent += entries;
        this.#told = dropped;
      } else this.lost += entries;
      this.#queue.remove(key);
    }
    return true;
  }

  async #post(body: string): Promise<{ status: number; ok: boolean; retryAfterMs: number }> {
    try {
      const { status, ok, headers } = await this.#fetch(this.#url, {
        method: 'POST',
        body: this.#stamped(body),
        keepalive: true,
        credentials: 'same-origin',
        // A page to sign in on is no answer.
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return { status, ok, retryAfterMs: Number(headers.get('retry-after')) * 1_000 || 0 };
    } catch {
      // No network, no answer, or not allowed by the policy of the page: all may change.
      return { status: 503, ok: false, retryAfterMs: 0 };
    }
  }

  #sendLater(atLeastMs: number): void {
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failedInRow++) * (0.5 + Math.random() / 2);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), Math.max(wait, Math.min(atLeastMs, LONGEST_RETRY_AFTER_MS)));
  }

  /** The body with what is only known now: the time by the page's clock, and what was dropped. */
  #stamped(body: string): string {
    const dropped = this.dropped - this.#told;
    return `{"sent_at":${Date.now()},${dropped > 0 ? `"dropped":${dropped},` : ''}${body.slice(1)}`;
  }
}
