import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../chance/random.js';
import type { Device } from './cast.js';

/** A browser somebody sits in front of. */
export interface Browser {
  get(path: string): Promise<Answer>;
  post(path: string, body?: object): Promise<Answer>;
  remove(path: string): Promise<Answer>;
  /** Reads, hesitates, fetches coffee: a pause around this many seconds. */
  think(seconds: number): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface BrowserOptions {
  readonly shopUrl: string;
  readonly device: Device;
  readonly random: Random;
  /** Factor on every pause: 1 as people are, 0 without pauses. */
  readonly pace: number;
  readonly stopped: AbortSignal;
}

/** Keeps cookies, and gives every click a correlation id as the shop's page does. */
export function createBrowser({ shopUrl, device, random, pace, stopped }: BrowserOptions): Browser {
  let cookie = '';
  const send = async (method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${shopUrl}${path}`, {
      method,
      headers: {
        'user-agent': device.userAgent,
        'x-forwarded-for': device.address,
        'x-correlation-id': `click-${randomUUID().slice(0, 13)}`,
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A signal of its own for each request: fetch would leave a listener on a shared one until it is collected.
      signal: AbortSignal.any([stopped]),
    });
    cookie = response.headers.getSetCookie()[0]?.split(';', 1)[0] ?? cookie;
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return {
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    remove: (path) => send('DELETE', path),
    think: (seconds) => sleep(random.skewed(seconds) * 1_000 * pace, undefined, { signal: stopped }),
  };
}
