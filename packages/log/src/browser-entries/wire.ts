import type { Level } from '../level.js';

/** What a page keeps of an error; causes from the nearest to the root, none has `causes` itself. */
export interface BrowserErrorDetail {
  readonly type?: string;
  readonly message?: string;
  readonly code?: string;
  readonly stack?: string;
  readonly causes?: readonly BrowserErrorDetail[];
}

/** One entry on its way from a page to the application. */
export interface BrowserEntry {
  /** 32 hex digits: an entry that arrives twice is written once. */
  readonly id: string;
  /** By the clock of the page, milliseconds since 1970. */
  readonly time: number;
  readonly level: Level;
  readonly message: string;
  /** Name of a declared entry type; free-form without one. */
  readonly event?: string;
  readonly logger?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly error?: BrowserErrorDetail;
  /** Address of the page, without query and fragment unless the page was told otherwise. */
  readonly page?: string;
  readonly trace_id?: string;
  readonly span_id?: string;
  readonly request_id?: string;
  readonly correlation_id?: string;
  /** How often the same was logged in a row; left out for once. */
  readonly repeated?: number;
  /** Share of the tabs that send entries of this level, when it is not all. */
  readonly sample_rate?: number;
}

/** The body of a request from a page: JSON, sent as `text/plain`, which is all `sendBeacon` may send without asking first. */
export interface BrowserBatch {
  readonly format: 1;
  /** By the clock of the page when the request was sent, milliseconds since 1970. */
  readonly sent_at: number;
  /** 32 hex digits, the same as long as the tab is open. */
  readonly tab: string;
  /** Name of the browser application. */
  readonly app?: string;
  readonly release?: string;
  readonly language?: string;
  /** `1280x720`, CSS pixels. */
  readonly viewport?: string;
  /** Entries the page could not keep since the batch before. */
  readonly dropped?: number;
  readonly entries: readonly BrowserEntry[];
}

/** Bytes of a request: Fetch lets 64 KiB of requests be under way that outlive their page (keepalive, section 4.5 of the standard). */
export const MAX_BATCH_BYTES = 60_000;

/** Entries of a request. */
export const MAX_BATCH_ENTRIES = 50;

/** Code units of one entry as JSON: three bytes each at most, so that any entry fits a request. */
export const MAX_ENTRY_LENGTH = 18_000;
