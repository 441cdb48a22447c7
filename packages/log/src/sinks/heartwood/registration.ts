import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDirectory } from '@heartwood/spool';
import type { Address } from '../shipping/address.js';
import { backoffMs, retryAfterMs } from '../shipping/backoff.js';
import type { Complain } from '../shipping/complaints.js';
import { type Answer, exchange, type TlsOptions } from '../shipping/post.js';

/** Path at which a server takes the declared entry types, below its address. */
export const REGISTRATION_PATH = 'api/v1/entry-types';

/** How long the same description is not sent again by the next process: one that starts anew every second must not bother the server. */
const FRESH_MS = 60 * 60_000;

/** 4xx that say "later" and not "never" (RFC 9110, RFC 6585). */
const LATER = new Set([408, 425, 429]);

/** What a registration has come to. */
export interface RegistrationCounts {
  /** Entry types the server knows of this process. */
  registered: number;
  /** 1 when the server will not take them. */
  registrationRefused: number;
}

export interface RegistrationOptions {
  readonly address: Address;
  readonly tls: TlsOptions | undefined;
  /** The request's JSON. */
  readonly body: string;
  /** How many entry types are in it. */
  readonly types: number;
  /** Folder in which it is remembered what was registered. */
  readonly dir: string;
  readonly complain: Complain;
}

/**
 * Tells a server which entry types the application declares: `PUT /api/v1/entry-types`, in the background, repeated with backoff while the server is
 * away. What it refuses is said once and given up. Nothing waits for it, and nothing fails by it.
 */
export class Registration {
  readonly counts: RegistrationCounts = { registered: 0, registrationRefused: 0 };
  readonly #options: RegistrationOptions;
  readonly #hash: string;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  constructor(options: RegistrationOptions) {
    this.#options = options;
    this.#hash = createHash('sha256').update(`${options.address.shown}\n${options.body}`).digest('hex');
    this.#done = this.#run();
  }

  /** Breaks off the attempt at hand. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { types } = this.#options;
    if (await this.#isFresh()) {
      this.counts.registered = types;
      return;
    }
    const { signal } = this.#stop;
    for (let failures = 1; !signal.aborted; failures++) {
      const retryAfter = await this.#attempt();
      if (retryAfter === 'settled' || signal.aborted) return;
      // Does not keep the process alive.
      await sleep(backoffMs(failures, retryAfter), undefined, { signal, ref: false }).catch(() => {
        // Stopped meanwhile, as the loop sees.
      });
    }
  }

  /** @returns `settled`, or how many milliseconds the server wants to be left alone, if it says */
  async #attempt(): Promise<'settled' | number | undefined> {
    const { address, types, complain } = this.#options;
    try {
      const answer = await this.#put();
      if (answer.status >= 200 && answer.status < 300) {
        this.counts.registered = types;
        await this.#remember();
        return 'settled';
      }
      const reason = `HTTP ${answer.status} ${answer.body.slice(0, 200)}`.trim();
      if (answer.status < 500 && !LATER.has(answer.status)) {
        this.counts.registrationRefused = 1;
        complain(
          `${address.shown} does not take the declared entry types, which changes nothing for log entries: ${reason}`,
        );
        return 'settled';
      }
      complain(`${address.shown} does not take the declared entry types yet: ${reason}`);
      return retryAfterMs(answer.retryAfter, Date.now());
    } catch (cause) {
      if (!this.#stop.signal.aborted) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        complain(`${address.shown} does not take the declared entry types yet: ${reason}`);
      }
      return undefined;
    }
  }

  #put(): Promise<Answer> {
    const { address, tls, body } = this.#options;
    const headers = { ...address.headers, 'content-type': 'application/json' };
    return exchange({ method: 'PUT', url: address.url, headers, tls }, Buffer.from(body), this.#stop.signal);
  }

  get #path(): string {
    return join(this.#options.dir, 'entry-types.json');
  }

  /** Whether a process has registered the very same with the very same server a short while ago. */
  async #isFresh(): Promise<boolean> {
    try {
      const known: unknown = JSON.parse(await readFile(this.#path, 'utf8'));
      if (typeof known !== 'object' || known === null || !('hash' in known) || !('at' in known)) return false;
      const age = Date.now() - Number(known.at);
      return known.hash === this.#hash && age >= 0 && age < FRESH_MS;
    } catch {
      // Not there, or cut off: then it is sent.
      return false;
    }
  }

  async #remember(): Promise<void> {
    try {
      makeDirectory(this.#options.dir);
      const unfinished = `${this.#path}.${process.pid}.new`;
      await writeFile(unfinished, JSON.stringify({ hash: this.#hash, at: Date.now() }), { mode: 0o600 });
      await rename(unfinished, this.#path);
    } catch (cause) {
      // It costs the next process one request.
      this.#options.complain(
        `it cannot be noted that entry types are registered: ${cause instanceof Error ? cause.message : cause}`,
      );
    }
  }
}
