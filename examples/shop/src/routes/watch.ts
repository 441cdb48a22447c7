import type { Logger } from '@heartwood/log';
import type { RequestHandler } from 'express';
import { automationSuspected } from '../entries/index.js';

/** More requests than this in the window are not made by a person. */
const REQUESTS = 30;
const WINDOW = 5_000;
/** Clients watched at once; the oldest give way. */
const WATCHED = 1_000;

/** Notices clients that ask faster than people click; it lets them. One entry per client and minute. */
export function watchForAutomation(log: Logger): RequestHandler {
  const clients = new Map<string, { since: number; requests: number; quietUntil: number }>();
  return (request, _response, next) => {
    const now = Date.now();
    const address = request.ip ?? '';
    let client = clients.get(address);
    if (!client) {
      client = { since: now, requests: 0, quietUntil: 0 };
      clients.set(address, client);
      const oldest = clients.size > WATCHED ? clients.keys().next().value : undefined;
      if (oldest !== undefined) clients.delete(oldest);
    }
    if (now - client.since > WINDOW) {
      client.since = now;
      client.requests = 0;
    }
    client.requests++;
    if (client.requests > REQUESTS && now > client.quietUntil) {
      client.quietUntil = now + 60_000;
      const agent = (request.headers['user-agent'] ?? '').slice(0, 100);
      log.emit(automationSuspected, { requests: client.requests, seconds: (now - client.since) / 1_000, agent });
    }
    next();
  };
}
