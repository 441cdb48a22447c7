import { randomUUID } from 'node:crypto';
import {
  atLevel,
  type ContextFields,
  type EmitArguments,
  type EntryType,
  type Fields,
  type Logger,
} from '@heartwood/log';
import { httpRequest } from '@heartwood/log/express';
import type { Device } from '../traffic/cast.js';

/** Something that happened, at its time. */
export interface Happening {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly context: ContextFields;
  readonly write: (log: Logger) => void;
}

export interface Click {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly route: string;
  readonly path: string;
  readonly status: number;
  /** Milliseconds the shop took. */
  readonly took: number;
}

/** Tells one visit: a clock that goes forward, and what happened on the way. */
export interface Scene {
  readonly happenings: readonly Happening[];
  /** Who is signed in from here on. */
  signedIn(userId: string): void;
  /** Time goes by. */
  pass(ms: number): void;
  /** A request; what happens inside it has its ids and comes before its own entry. */
  click(click: Click, inside?: (inside: Inside) => void): void;
}

/** Requests of the past are answered or refused, as requestLogger would put it; none fails. */
const refusedRequest = atLevel(httpRequest, 'warning');

/** What happens within a request or a job. */
export interface Inside {
  /** Writes an entry, so many milliseconds after the beginning. */
  emit<const F extends Fields>(after: number, type: EntryType<F>, ...values: EmitArguments<NoInfer<F>>): void;
  /** The same by a part of the shop, later perhaps and without the request's own id: the worker. */
  later<const F extends Fields>(after: number, type: EntryType<F>, ...values: EmitArguments<NoInfer<F>>): void;
}

export function createScene(start: number, device: Device): Scene {
  const happenings: Happening[] = [];
  const session_id = `s_${randomUUID().slice(0, 12)}`;
  let now = start;
  let user_id: string | undefined;
  return {
    happenings,
    signedIn(userId) {
      user_id = userId;
    },
    pass(ms) {
      now += ms;
    },
    click({ method, route, path, status, took }, inside) {
      const begun = now;
      const ids = {
        correlation_id: `click-${randomUUID().slice(0, 13)}`,
        trace_id: randomUUID().replaceAll('-', ''),
        span_id: randomUUID().slice(0, 18).replaceAll('-', ''),
        session_id,
      };
      const request_id = randomUUID();
      const add =
        (context: ContextFields): Inside['emit'] =>
        (after, type, ...values) => {
          // Whoever signs in is known from then on, as with the real shop.
          happenings.push({
            at: begun + after,
            context: { ...context, user_id },
            write: (log) => log.emit(type, ...values),
          });
        };
      inside?.({ emit: add({ ...ids, request_id }), later: add({ ...ids, requested_by: request_id }) });
      now += took;
      add({ ...ids, request_id })(took, status >= 400 ? refusedRequest : httpRequest, {
        method,
        path,
        route,
        status,
        duration_ms: took,
        client_ip: device.address,
        user_agent: device.userAgent,
      });
    },
  };
}
