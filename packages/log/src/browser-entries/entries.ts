import { entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';

const reason = f.string({ description: 'Message of the error.' });

/** An exception nobody caught in a page. */
export const browserUncaughtError = entryType('browser.uncaught_error', {
  level: 'error',
  message: '{reason}',
  description: 'An exception reached the window of a page, or the global scope of a worker.',
  fields: {
    reason,
    script: f.string({ optional: true, description: 'Address of the script that threw.' }),
    line: f.integer({ optional: true }),
    column: f.integer({ optional: true }),
    err: f.error({ optional: true }),
  },
});

/** A promise that was rejected in a page, and nobody cared. */
export const browserUnhandledRejection = entryType('browser.unhandled_rejection', {
  level: 'error',
  message: 'Unhandled rejection: {reason}',
  description: 'A promise was rejected in a page, and nothing handled it.',
  fields: { reason, err: f.error({ optional: true }) },
});

/** Something a page could not load. */
export const browserResourceFailed = entryType('browser.resource_failed', {
  level: 'warning',
  message: 'Could not load {element} {address}',
  description: 'A script, a style sheet or an image of a page could not be loaded.',
  fields: { element: f.string({ description: 'Name of the element: img, script, link.' }), address: f.string() },
});

/** Entries a page made and could not send. */
export const browserEntriesDropped = entryType('browser.entries_dropped', {
  level: 'warning',
  message: '{count} entries of a page were dropped',
  description: 'A page made more entries than it sends a minute, or could not send them for too long.',
  fields: { count: f.integer() },
});

/** Requests of pages that were refused; at most once a minute, however many there are. */
export const browserEntriesRefused = entryType('browser.entries_refused', {
  level: 'warning',
  message: '{count} requests with entries of pages were refused',
  description: 'Requests to the receiver of browser entries were refused since the entry before of this type.',
  fields: {
    count: f.integer(),
    origin: f.integer({ description: 'They came from a page of another origin.' }),
    rate: f.integer({ description: 'Too many in a minute, from one address, one tab, or altogether.' }),
    size: f.integer({ description: 'The body was too large.' }),
    form: f.integer({ description: 'The body was no batch of entries.' }),
    entries: f.integer({ description: 'Single entries, in requests that were taken, that were not sound.' }),
  },
});

/** Entry types a page may always name. */
export const BROWSER_TYPES = [browserUncaughtError, browserUnhandledRejection, browserResourceFailed] as const;
