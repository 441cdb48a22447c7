import type { BrowserEntry } from '../browser-entries/wire.js';
import type { Level } from '../level.js';
import type { BrowserFields } from './browser-logger.js';

/** What is logged without a call. */
export interface CaptureOptions {
  /** What nobody caught: exceptions and rejected promises. Default true. */
  readonly errors?: boolean;
  /** Scripts, styles and images that could not be loaded. Default false. */
  readonly resources?: boolean;
  /** `console.warn` and `console.error`, which still write to the console. Default false. */
  readonly console?: boolean;
}

/** What {@link createBrowserLogger} takes. */
export interface BrowserLoggerOptions {
  /** Where `browserEntries` listens in the application. Default `/logs`. */
  readonly url?: string;
  /** Name of the browser application: the field `app`. Default: none. */
  readonly service?: string;
  /** What is deployed: the field `release`. Default: none. */
  readonly release?: string;
  /** Lowest level sent. Default `warning`. */
  readonly level?: Level;
  /** Share of the tabs that send entries below `error`, 0 to 1. Default 1. */
  readonly sampleRate?: number;
  /** Share of the tabs that send entries from `error` up, 0 to 1. Default 1. */
  readonly errorSampleRate?: number;
  /** Fields of every entry; see also `addContext`. Default: none. */
  readonly context?: BrowserFields;
  readonly capture?: CaptureOptions;
  /**
   * Gives calls by `fetch` the ids of the page: `traceparent`, `X-Request-ID`, `X-Correlation-ID`. `true`: calls to the page's own origin; a list:
   * to these origins too, which then must allow the headers (CORS). Default false.
   */
  readonly propagate?: boolean | readonly string[];
  /** W3C trace parent of the request that loaded the page. Default `<meta name="traceparent">`, else a trace of the page's own. */
  readonly traceparent?: string;
  /** Its request id. Default `<meta name="request-id">`. */
  readonly requestId?: string;
  /** Its correlation id. Default `<meta name="correlation-id">`, else the request id, else one of the page's own. */
  readonly correlationId?: string;
  /** What is kept of the page's address. Default: all before query and fragment. */
  readonly pageAddress?: (href: string) => string;
  /** Treats every text after the built-in rules: `scrubText` of `@heartwood/redact` finds card numbers and more. Default: none. */
  readonly scrub?: (text: string) => string;
  /**
   * Whether declared values of the classes `pii` and `sensitive`, and those with a strategy, leave the page, for the backend to treat them as
   * declared: then it must know their types (`types` of `browserEntries`). Default false: `[pii]`, `[sensitive]`, `[masked]` are sent instead.
   */
  readonly sendProtected?: boolean;
  /** Which entries are sent. Default: all. */
  readonly filter?: (entry: BrowserEntry) => boolean;
  /** Entries a minute; more are counted and not sent. Repeats in a row count once. Default 60. */
  readonly maxPerMinute?: number;
  /** How long entries are gathered, ms. Default 2,000. */
  readonly flushAfterMs?: number;
  /** Code units kept for later while nothing can be sent; the oldest give way. Default 262,144. */
  readonly maxQueueLength?: number;
  /** How long they are kept, ms. Default three days. */
  readonly maxQueueAgeMs?: number;
}
