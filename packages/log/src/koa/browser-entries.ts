import type { Middleware } from 'koa';
import { receiveNode } from '../browser-entries/node.js';
import type { BrowserEntriesOptions } from '../browser-entries/options.js';
import { BrowserReceiver } from '../browser-entries/receiver.js';
import { clientIp, plainAddress, trustTest } from '../request/client-ip.js';

/**
 * Takes the entries of `@heartwood/log/browser` and writes them through `log`. The client's address follows Koa's `app.proxy` unless
 * `trustProxy` is given. A body that a parser has read before is taken from `ctx.request.body`.
 *
 * @throws {EntryTypeError} when a type cannot be written from a page
 * @throws {TypeError} when an option cannot be used
 *
 * @example router.post('/logs', browserEntries({ log }));
 */
export function browserEntries(options: BrowserEntriesOptions): Middleware {
  const receiver = new BrowserReceiver(options);
  const trusted = options.trustProxy === undefined ? undefined : trustTest(options.trustProxy);
  return async (ctx) => {
    const { req: request, res: response } = ctx;
    const ip = trusted
      ? clientIp(request.socket.remoteAddress, request.headers['x-forwarded-for'], trusted)
      : plainAddress(ctx.ip);
    const body: unknown = request.readableEnded ? Reflect.get(ctx.request, 'body') : undefined;
    // It answers on node:http; Koa leaves such an answer alone.
    ctx.respond = false;
    await receiveNode(receiver, request, response, { ip, body });
  };
}
