import type { FastifyReply, FastifyRequest } from 'fastify';
import { senderOf, textOf } from '../browser-entries/node.js';
import type { BrowserEntriesOptions } from '../browser-entries/options.js';
import { BrowserReceiver } from '../browser-entries/receiver.js';
import { clientIp, plainAddress, trustTest } from '../request/client-ip.js';

/**
 * Takes the entries of `@heartwood/log/browser` and writes them through `log`: a handler of a route. The client's address follows Fastify's
 * `trustProxy` unless `trustProxy` is given here. Fastify reads the body by its parser for `text/plain`.
 *
 * @throws {EntryTypeError} when a type cannot be written from a page
 * @throws {TypeError} when an option cannot be used
 *
 * @example app.post('/logs', browserEntries({ log }));
 */
export function browserEntries(
  options: BrowserEntriesOptions,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  const receiver = new BrowserReceiver(options);
  const trusted = options.trustProxy === undefined ? undefined : trustTest(options.trustProxy);
  return async (request, reply) => {
    const ip = trusted
      ? clientIp(request.raw.socket.remoteAddress, request.headers['x-forwarded-for'], trusted)
      : plainAddress(request.ip);
    const sender = senderOf(request.raw, ip);
    const { status, headers } = receiver.refuse(sender) ?? receiver.take(textOf(request.body) ?? '', sender);
    return reply.code(status).headers(headers).send();
  };
}
