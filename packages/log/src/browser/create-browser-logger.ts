import { BoundBrowserLogger, type BrowserLogger } from './browser-logger.js';
import { captureErrors } from './capture.js';
import { captureConsole } from './capture-console.js';
import type { BrowserLoggerOptions } from './options.js';
import { pageIds } from './page.js';
import { propagateIds } from './propagate.js';
import { Recorder } from './recorder.js';

/**
 * Creates the logger of a page; one per page, as early as possible. Entries go to `browserEntries` in the application, which writes them through
 * its own logger. Outside of a browser – a page that is rendered on the server – it is there and does nothing.
 *
 * @example
 * export const log = createBrowserLogger({ service: 'shop-web', release: '1.4.0' });
 * log.warning('Payment form left', { step: 3 });
 * log.error('Payment failed', { err });
 */
export function createBrowserLogger(options: BrowserLoggerOptions = {}): BrowserLogger {
  if (!('location' in globalThis)) return new BoundBrowserLogger(undefined);
  const ids = pageIds(options);
  const recorder = new Recorder(options, ids);
  const { propagate = false, capture = {} } = options;
  const listeners = new AbortController();
  const { signal } = listeners;
  const taken = [
    () => listeners.abort(),
    captureErrors(capture, recorder),
    ...(capture.console ? [captureConsole(recorder)] : []),
    ...(propagate ? [propagateIds(propagate === true ? [] : propagate, ids)] : []),
  ];
  recorder.release = () => {
    for (const giveBack of taken) giveBack();
  };
  const leave = (): void => recorder.leave();
  addEventListener('pagehide', leave, { signal });
  globalThis.document?.addEventListener('visibilitychange', () => document.hidden && leave(), { signal });
  addEventListener('online', () => recorder.flush(), { signal });
  // What an earlier page could not send.
  void recorder.flush();
  return new BoundBrowserLogger(recorder);
}
