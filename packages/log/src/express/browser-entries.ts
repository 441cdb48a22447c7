import type { RequestHandler } from 'express';
import { receiveNode } from '../browser-entries/node.js';
import type { BrowserEntriesOptions } from '../browser-entries/options.js';
import { BrowserReceiver } from '../browser-entries/receiver.js';
import { clientIp, plainAddress, trustTest } from '../request/client-ip.js';

/**
 * Takes the entries of `@heartwood/log/browser` and writes them through `log`. The client's address follows Express's `trust proxy` unless
 * `trustProxy` is given.
 *
 * @throws {EntryTypeError} when a type cannot be written from a page
 * @throws {TypeError} when an option cannot be used
 *
 * @example
 * app.use(requestLogger({ log }));
 * app.post('/logs', browserEntries({ log, types: [paymentStuck] }));
 */
export function browserEntries(options: BrowserEntriesOptions): RequestHandler {
  const receiver = new BrowserReceiver(options);
  const trusted = options.trustProxy === undefined ? undefined : trustTest(options.trustProxy);
  return async (request, response) => {
    const ip = trusted
      ? clientIp(request.socket.remoteAddress, request.headers['x-forwarded-for'], trusted)
      : plainAddress(request.ip ?? '');
    await receiveNode(receiver, request, response, { ip, body: read(request) });
  };
}

/** What a parser before us has read. Express 4 and body-parser leave an empty object where they have read nothing. */
function read(request: { readonly body?: unknown; readonly readableEnded: boolean }): unknown {
  return request.readableEnded ? request.body : undefined;
}
