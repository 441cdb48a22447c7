import { AsyncResource } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { errorDetail } from '@heartwood/redact';
import { currentScope } from '../context/context.js';
import { contextHeaders } from '../context/headers.js';
import type { Logger } from '../logger/logger.js';
import { pathOf, queryOf } from '../request/url.js';
import { millisecondsSince } from '../stamp/elapsed.js';
import { Attempts } from './attempts.js';
import { callAnsweredBy, callFailed } from './entries.js';

/** What {@link logCalls} takes. */
export interface CallLoggerOptions {
  readonly log: Logger;
  /** Calls that take at least this long are marked `slow`, as a warning. Default 2,000. */
  readonly slowMs?: number;
  /** Calls that are not worth an entry, by origin (`https://pay.example:8443`) and path. Default: none. */
  readonly ignore?: (origin: string, path: string) => boolean;
  /** Origins that are told the ids of the current context, in headers. Default: none, since ids are nobody else's business. */
  readonly propagateTo?: (origin: string) => boolean;
}

/** What undici publishes of a request; see its docs/api/DiagnosticsChannel.md. */
interface UndiciRequest {
  readonly origin: string | URL;
  readonly method: string;
  readonly path: string;
  readonly addHeader?: (name: string, value: string) => unknown;
}

/** A call that is under way. */
interface Call {
  readonly method: string;
  readonly origin: string;
  readonly url: string;
  readonly key: string;
  readonly attempt: number;
  readonly scope: object | undefined;
  readonly context: AsyncResource;
  readonly started: number;
  status?: number;
  headAt?: number;
}

const DEFAULT_SLOW_MS = 2_000;

/**
 * Logs every call this process makes with `fetch` or undici, whatever library makes it: address, status, time, failure, and
 * whether it was a retry. It listens to what undici publishes and replaces nothing. Bodies and headers are not written; node:http's
 * own client is not seen.
 *
 * @returns ends the logging
 *
 * @example
 * const stop = logCalls({ log, propagateTo: (origin) => origin.endsWith('.internal') });
 */
export function logCalls(options: CallLoggerOptions): () => void {
  const { log, slowMs = DEFAULT_SLOW_MS, ignore, propagateTo } = options;
  const calls = new WeakMap<object, Call>();
  const attempts = new Attempts();

  /** A callback of the application's must not break its calls: what it throws counts as no. */
  const says = (
    callback: ((...args: [string, string]) => boolean) | undefined,
    origin: string,
    path: string,
  ): boolean => {
    try {
      return callback?.(origin, path) ?? false;
    } catch (err) {
      log.error('An option of logCalls threw', { err });
      return false;
    }
  };

  const onCreate = (published: unknown): void => {
    const request = requestIn(published);
    if (request === undefined) return;
    const origin = String(request.origin).replace(/\/$/, '');
    const path = pathOf(request.path);
    if (says(propagateTo, origin, path)) {
      for (const [name, value] of Object.entries(contextHeaders())) request.addHeader?.(name, value);
    }
    if (says(ignore, origin, path)) return;
    // The outermost: a retry may well open a scope for each attempt.
    const scope = currentScope()?.root;
    const key = `${request.method} ${origin}${path}`;
    calls.set(request, {
      method: request.method,
      origin,
      url: request.path,
      key,
      attempt: attempts.next(scope, key),
      scope,
      context: new AsyncResource('heartwood.call'),
      started: performance.now(),
    });
  };

  const onHead = (published: unknown): void => {
    const call = callOf(published);
    const response = Reflect.get(Object(published), 'response');
    const status: unknown = Reflect.get(Object(response), 'statusCode');
    if (call === undefined || typeof status !== 'number') return;
    call.status = status;
    call.headAt = performance.now();
  };

  const onEnd = (published: unknown): void => {
    const call = callOf(published, true);
    if (call?.status === undefined || call.headAt === undefined) return;
    const { method, origin, attempt, started, status, headAt } = call;
    const duration_ms = millisecondsSince(started);
    const slow = duration_ms >= slowMs;
    attempts.ended(call.scope, call.key, attempt, status >= 500 || status === 429 || status === 408);
    const values = { method, origin, path: pathOf(call.url), query: queryOf(call.url), attempt, duration_ms };
    call.context.runInAsyncScope(() => {
      log.emit(callAnsweredBy(status, slow), {
        ...values,
        status,
        waited_ms: headAt - started,
        slow: slow || undefined,
      });
    });
  };

  const onError = (published: unknown): void => {
    const call = callOf(published, true);
    if (call === undefined) return;
    const { method, origin, attempt, started } = call;
    attempts.ended(call.scope, call.key, attempt, true);
    const err: unknown = Reflect.get(Object(published), 'error');
    const { code, message } = errorDetail(err);
    const values = { method, origin, path: pathOf(call.url), attempt, duration_ms: millisecondsSince(started) };
    call.context.runInAsyncScope(() => log.emit(callFailed, { ...values, reason: code ?? message ?? '', err }));
  };

  function callOf(published: unknown, ended = false): Call | undefined {
    const request = requestIn(published);
    if (request === undefined) return undefined;
    const call = calls.get(request);
    if (ended) calls.delete(request);
    return call;
  }

  const listeners = [
    ['undici:request:create', onCreate],
    ['undici:request:headers', onHead],
    ['undici:request:trailers', onEnd],
    ['undici:request:error', onError],
  ] as const;
  for (const [channel, listener] of listeners) subscribe(channel, listener);
  return () => {
    for (const [channel, listener] of listeners) unsubscribe(channel, listener);
  };
}

/** The request in what undici published; `undefined` when it is not of the documented form. */
function requestIn(published: unknown): UndiciRequest | undefined {
  const request: unknown = Reflect.get(Object(published), 'request');
  return isRequest(request) ? request : undefined;
}

const isRequest = (value: unknown): value is UndiciRequest =>
  typeof value === 'object' && value !== null && 'origin' in value && 'method' in value && 'path' in value;
