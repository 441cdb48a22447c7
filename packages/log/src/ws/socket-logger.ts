import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { RawData, WebSocket, WebSocketServer } from 'ws';
import { withContext } from '../context/context.js';
import { contextFromHeaders } from '../context/headers.js';
import type { Logger } from '../logger/logger.js';
import { observeMethod } from '../method/observe-method.js';
import { clientIp, type TrustProxy, trustTest } from '../request/client-ip.js';
import { pathOf, queryOf } from '../request/url.js';
import { socketConnected, socketRefused } from './entries.js';
import { observeSocket, type SocketSession } from './socket-session.js';

/** What {@link logSockets} takes. */
export interface SocketLoggerOptions {
  readonly log: Logger;
  /** Write every message as `ws.message` at DEBUG, by its size and never by its content. Default true. */
  readonly messages?: boolean;
  /** What the application calls a message that was received: its type, its topic. Default: nothing. */
  readonly kindOf?: (data: RawData, binary: boolean) => string | undefined;
  /** Proxies believed about the client's address. Default: none. */
  readonly trustProxy?: TrustProxy;
}

/** The connections of a server that is being logged. */
export interface ObservedSockets {
  /** The session of a connection of this server; `undefined` when it was opened before `logSockets`. */
  session(socket: WebSocket): SocketSession | undefined;
  /** An upgrade the application refused before there was a connection. */
  refused(request: IncomingMessage, reason: string, status?: number): void;
}

/**
 * Logs the connections of a `ws` server: connected, authenticated or refused, messages, rate limits, errors, closed with totals. Every
 * connection has a context of its own (`request_id` and `correlation_id` from the upgrade when they are sound), and all its
 * listeners run in it. Call it before the application's own `connection` listener.
 *
 * @throws {TypeError} when `trustProxy` cannot be read
 *
 * @example
 * const sockets = logSockets(server, { log });
 * server.on('connection', (socket, request) => {
 *   sockets.session(socket)?.authenticated(userOf(request).id);
 *   socket.on('message', () => log.info('Got one'));   // has the connection's ids and user_id
 * });
 */
export function logSockets(server: WebSocketServer, options: SocketLoggerOptions): ObservedSockets {
  const { log, messages = true, kindOf } = options;
  const trusted = trustTest(options.trustProxy ?? false);
  const sessions = new WeakMap<WebSocket, SocketSession>();

  const peer = (request: IncomingMessage) => ({
    origin: request.headers.origin,
    client_ip: clientIp(request.socket.remoteAddress, request.headers['x-forwarded-for'], trusted),
    user_agent: request.headers['user-agent'],
  });
  const refused: ObservedSockets['refused'] = (request, reason, status) =>
    withContext(contextFromHeaders(request.headers), () =>
      log.emit(socketRefused, { path: pathOf(request.url ?? ''), reason, status, ...peer(request) }),
    );

  const connected = (socket: WebSocket, request: IncomingMessage): void => {
    const url = request.url ?? '';
    const { protocol } = socket;
    sessions.set(socket, observeSocket(log, socket, request, { messages, kindOf }));
    log.emit(socketConnected, {
      path: pathOf(url),
      query: queryOf(url),
      protocol: protocol === '' ? undefined : protocol,
      ...peer(request),
    });
  };

  // Every upgrade comes through here, and the callback is what makes the application's 'connection' of it.
  observeMethod(server, 'handleUpgrade', (args, call) => {
    const [request, bare, , callback] = args;
    if (!isRequest(request) || typeof callback !== 'function') return call(args);
    // ws answers an upgrade it refuses (malformed, `verifyClient`, closing) with one HTTP response on the bare socket.
    observeMethod(Object(bare), 'end', (endArgs, end) => {
      const status = /^HTTP\/1\.1 (\d{3})/.exec(String(endArgs[0] ?? ''))?.[1];
      if (status !== undefined) refused(request, STATUS_CODES[status] ?? '', Number(status));
      return end(endArgs);
    });
    const opened = (socket: unknown, ...rest: unknown[]): unknown =>
      withContext(contextFromHeaders(request.headers), () => {
        if (isSocket(socket)) connected(socket, request);
        return Reflect.apply(callback, undefined, [socket, ...rest]);
      });
    return call(args.with(3, opened));
  });
  return { session: (socket) => sessions.get(socket), refused };
}

const isSocket = (value: unknown): value is WebSocket => typeof value === 'object' && value !== null && 'send' in value;
const isRequest = (value: unknown): value is IncomingMessage =>
  typeof value === 'object' && value !== null && 'headers' in value && 'socket' in value;
