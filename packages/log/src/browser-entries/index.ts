import { forwardedClient, trustTest } from '../request/client-ip.js';
import type { BrowserEntriesOptions } from './options.js';
import { BrowserReceiver } from './receiver.js';
import { receiveWeb } from './web.js';

export {
  browserEntriesDropped,
  browserEntriesRefused,
  browserResourceFailed,
  browserUncaughtError,
  browserUnhandledRejection,
} from './entries.js';
export type { BrowserEntriesOptions } from './options.js';

/** A handler by the web's standards. */
export type WebHandler = (request: Request) => Promise<Response>;

/**
 * Takes the entries of `@heartwood/log/browser` where a handler is given a `Request` and gives a `Response`: route handlers of Next.js, Bun, Deno.
 * There is no socket whose address could be the client's unless `trustProxy` says that the hop in front may be believed.
 * Express, Fastify, Koa, Hono and node:http have a `browserEntries` of their own.
 *
 * @throws {EntryTypeError} when a type cannot be written from a page
 * @throws {TypeError} when an option cannot be used
 *
 * @example export const POST = browserEntries({ log });
 */
export function browserEntries(options: BrowserEntriesOptions): WebHandler {
  const receiver = new BrowserReceiver(options);
  const trusted = options.trustProxy === undefined ? undefined : trustTest(options.trustProxy);
  return (request) => {
    const forwarded = request.headers.get('x-forwarded-for') ?? undefined;
    const ip = trusted && forwardedClient(forwarded, trusted);
    return receiveWeb(receiver, request, ip);
  };
}
