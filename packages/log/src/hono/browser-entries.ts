import type { Handler } from 'hono';
import type { BrowserEntriesOptions } from '../browser-entries/options.js';
import { BrowserReceiver } from '../browser-entries/receiver.js';
import { receiveWeb } from '../browser-entries/web.js';
import { clientIp, forwardedClient, trustTest } from '../request/client-ip.js';
import { nodeBindings } from './request-logger.js';

/**
 * Takes the entries of `@heartwood/log/browser` and writes them through `log`. On runtimes other than Node there is no socket whose address could
 * be the client's unless `trustProxy` allows to believe the last hop.
 *
 * @throws {EntryTypeError} when a type cannot be written from a page
 * @throws {TypeError} when an option cannot be used
 *
 * @example app.post('/logs', browserEntries({ log }));
 */
export function browserEntries(options: BrowserEntriesOptions): Handler {
  const receiver = new BrowserReceiver(options);
  const trusted = options.trustProxy === undefined ? undefined : trustTest(options.trustProxy);
  return (c) => {
    const forwarded = c.req.header('x-forwarded-for');
    const node = nodeBindings(c);
    const ip =
      node !== undefined
        ? clientIp(node.incoming.socket.remoteAddress, forwarded, trusted ?? (() => false))
        : trusted && forwardedClient(forwarded, trusted);
    return receiveWeb(receiver, c.req.raw, ip);
  };
}
