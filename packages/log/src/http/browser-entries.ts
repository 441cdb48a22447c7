import type { IncomingMessage, ServerResponse } from 'node:http';
import { receiveNode } from '../browser-entries/node.js';
import type { BrowserEntriesOptions } from '../browser-entries/options.js';
import { BrowserReceiver } from '../browser-entries/receiver.js';
import { clientIp, trustTest } from '../request/client-ip.js';

/**
 * Takes the entries of `@heartwood/log/browser` and writes them through `log`; answers every request it is given.
 *
 * @throws {EntryTypeError} when a type cannot be written from a page
 * @throws {TypeError} when an option cannot be used
 *
 * @example
 * const receive = browserEntries({ log });
 * createServer(requestLogger({ log }, (request, response) => {
 *   if (request.url === '/logs') return receive(request, response);
 *   response.end('ok');
 * })).listen(3000);
 */
export function browserEntries(
  options: BrowserEntriesOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const receiver = new BrowserReceiver(options);
  const trusted = trustTest(options.trustProxy ?? false);
  return (request, response) => {
    const ip = clientIp(request.socket.remoteAddress, request.headers['x-forwarded-for'], trusted);
    return receiveNode(receiver, request, response, { ip });
  };
}
