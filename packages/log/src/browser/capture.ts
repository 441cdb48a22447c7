import type { CaptureOptions } from './options.js';
import { plainAddress } from './page.js';
import type { Recorder } from './recorder.js';

/**
 * Logs what happens without a call: what nobody caught, and on request what could not be loaded.
 *
 * @returns takes the listeners back
 */
export function captureErrors(options: CaptureOptions, recorder: Recorder): () => void {
  const { errors = true, resources = false } = options;
  const listeners = new AbortController();
  const { signal } = listeners;
  const onError = (event: Event): void => {
    if (!(event instanceof ErrorEvent)) return;
    const { message: reason, filename: script, lineno: line, colno: column, error } = event;
    // A script of another origin tells nothing but "Script error.".
    const fields = { reason, script, line, column, err: error ?? { message: reason } };
    recorder.write({ level: 'error', event: 'browser.uncaught_error', message: reason, fields });
  };
  const onResource = ({ target }: Event): void => {
    if (!(target instanceof Element)) return;
    const element = target.localName;
    const address = plainAddress(target.getAttribute('src') ?? target.getAttribute('href') ?? '');
    const message = `Could not load ${element} ${address}`;
    recorder.write({ level: 'warning', event: 'browser.resource_failed', message, fields: { element, address } });
  };
  const onRejection = ({ reason: err }: PromiseRejectionEvent): void => {
    const reason = String(err instanceof Error ? err.message : err);
    const message = `Unhandled rejection: ${reason}`;
    recorder.write({ level: 'error', event: 'browser.unhandled_rejection', message, fields: { reason, err } });
  };
  if (errors) {
    addEventListener('error', onError, { signal });
    addEventListener('unhandledrejection', onRejection, { signal });
  }
  // Capturing: these events do not come up to the window.
  if (resources) addEventListener('error', onResource, { capture: true, signal });
  return () => listeners.abort();
}
