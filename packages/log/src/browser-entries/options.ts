import type { EntryType } from '../entry/entry-type.js';
import type { Level } from '../level.js';
import type { Logger } from '../logger/logger.js';
import type { TrustProxy } from '../request/client-ip.js';

/** What `browserEntries` takes, whatever the framework. */
export interface BrowserEntriesOptions {
  readonly log: Logger;
  /**
   * Entry types that pages may write, of the stream `app`. What names another is written as a free-form entry, with the name in
   * `claimed_event`. Default: those of this package alone.
   */
  readonly types?: readonly EntryType[];
  /** Origins beside the application's own whose pages may send: `https://www.shop.example`. Default: none. */
  readonly origins?: readonly string[];
  /** Highest level of free-form entries: anybody can write them, and `critical` may wake somebody up. Default `error`. */
  readonly maxLevel?: Level;
  /** Bytes of a request. Default 65,536. */
  readonly maxBytes?: number;
  /** Entries a minute, each request counting as one more. Default 600 for an address (an IPv6 network of 64 bits), 120 for a tab, 6,000 altogether. */
  readonly perMinute?: { readonly address?: number; readonly tab?: number; readonly total?: number };
  /** Proxies believed about the client's address. Default: the framework's own setting where it has one, else none. */
  readonly trustProxy?: TrustProxy;
}
