import type { BrowserBatch } from '../browser-entries/wire.js';
import { randomHex } from './random-hex.js';

/** What connects the entries of a page with those of the backend. */
export interface PageIds {
  readonly trace_id: string;
  readonly span_id: string;
  /** `01` when the trace is recorded. */
  readonly flags: string;
  /** Of the request that loaded the page, when the page was told. */
  readonly request_id: string | undefined;
  readonly correlation_id: string;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The ids of the page: those it was given, in options or `<meta>`, else a trace of its own. */
export function pageIds(given: {
  traceparent?: string | undefined;
  requestId?: string | undefined;
  correlationId?: string | undefined;
}): PageIds {
  const [, trace_id, span_id, flags] = TRACEPARENT.exec(given.traceparent ?? meta('traceparent') ?? '') ?? [];
  const request_id = given.requestId ?? meta('request-id');
  return {
    trace_id: trace_id ?? randomHex(16),
    span_id: span_id ?? randomHex(8),
    flags: flags ?? '01',
    request_id,
    correlation_id: given.correlationId ?? meta('correlation-id') ?? request_id ?? randomHex(16),
  };
}

const meta = (name: string): string | undefined =>
  globalThis.document?.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content || undefined;

/** The id of the tab: the same after a reload, another one in another tab. In a worker, and where storage is blocked, of the page. */
export function tabId(): string {
  try {
    const kept = sessionStorage.getItem(TAB);
    const id = kept ?? randomHex(16);
    if (kept === null) sessionStorage.setItem(TAB, id);
    return id;
  } catch {
    return randomHex(16);
  }
}

const TAB = 'heartwood.tab';

/** The address of the page without what may hold secrets: query, fragment, user. */
export const plainAddress = (href: string): string => href.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//');

/** What only the page knows of the browser it is in; the rest stands in the headers of its requests. */
export const browserFacts = (): Pick<BrowserBatch, 'language' | 'viewport'> => ({
  language: navigator.language,
  ...(globalThis.innerWidth > 0 && { viewport: `${innerWidth}x${innerHeight}` }),
});
