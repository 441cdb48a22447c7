import { AsyncResource } from 'node:async_hooks';
import { errorMonitor } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { errorDetail } from '@heartwood/redact';
import type { RawData, WebSocket } from 'ws';
import { addContext } from '../context/context.js';
import type { Logger } from '../logger/logger.js';
import { listen, observeMethod } from '../method/observe-method.js';
import { pathOf } from '../request/url.js';
import { millisecondsSince } from '../stamp/elapsed.js';
import {
  socketAuthenticated,
  socketClosed,
  socketFailed,
  socketMessage,
  socketRateLimited,
  socketRefused,
} from './entries.js';

/** What an application tells about a connection. Entries are the connection's, whoever calls. */
export interface SocketSession {
  /** The connection now belongs to this user; everything it logs from here on has the id. */
  authenticated(userId: string, options?: { method?: string }): void;
  /** The application will not talk to this client; closing is up to it. */
  refused(reason: string): void;
  /** The client sent more than it may. */
  rateLimited(limit: { limit: number; windowMs?: number }): void;
  /** Runs a function in the context of the connection: for timers and events from elsewhere. */
  run<Result>(run: () => Result): Result;
}

/** How messages are written. */
export interface MessageOptions {
  /** Write messages as `ws.message` at DEBUG. Default true. */
  readonly messages: boolean;
  /** What the application calls a message that was received, for its entry. */
  readonly kindOf: ((data: RawData, binary: boolean) => string | undefined) | undefined;
}

/**
 * Logs one connection. Make it in the connection's context: its listeners and callbacks run there from now on, whatever socket
 * event they come from.
 */
export function observeSocket(
  log: Logger,
  socket: WebSocket,
  request: IncomingMessage,
  options: MessageOptions,
): SocketSession {
  const path = pathOf(request.url ?? '');
  const started = performance.now();
  const context = new AsyncResource('heartwood.socket');
  const received = { messages: 0, bytes: 0 };
  const sent = { messages: 0, bytes: 0 };
  const within = <Result>(run: () => Result): Result => context.runInAsyncScope(run);

  // Every listener of the application runs in the connection's context, also those it adds later.
  observeMethod(socket, 'emit', (args, call) => within(() => call(args)));

  socket.prependListener('message', (data: RawData, binary: boolean) => {
    const bytes = sizeOf(data);
    received.messages++;
    received.bytes += bytes;
    if (!options.messages) return;
    log.emit(socketMessage, { path, direction: 'received', kind: kindOf(data, binary), binary, bytes });
  });
  observeMethod(socket, 'send', (args, call) => {
    const [data] = args;
    const open = socket.readyState === socket.OPEN;
    const result = call(args);
    if (!open) return result;
    const bytes = sizeOf(data);
    sent.messages++;
    sent.bytes += bytes;
    if (options.messages) {
      within(() => log.emit(socketMessage, { path, direction: 'sent', binary: typeof data !== 'string', bytes }));
    }
    return result;
  });
  listen(socket, errorMonitor, (err) => {
    const { code, message } = errorDetail(err);
    log.emit(socketFailed, { path, reason: code ?? message ?? '', err });
  });
  socket.once('close', (code: number, reason: Buffer) => {
    log.emit(socketClosed, {
      path,
      code,
      reason: reason.length > 0 ? reason.toString() : undefined,
      messages_received: received.messages,
      messages_sent: sent.messages,
      bytes_received: received.bytes,
      bytes_sent: sent.bytes,
      duration_ms: millisecondsSince(started),
    });
  });

  function kindOf(data: RawData, binary: boolean): string | undefined {
    try {
      return options.kindOf?.(data, binary);
    } catch {
      // Whatever the client sent: its message is written without a kind, and handled by the application as ever.
      return undefined;
    }
  }

  return {
    authenticated: (userId, { method } = {}) =>
      within(() => {
        addContext({ user_id: userId });
        log.emit(socketAuthenticated, { path, user_id: userId, method });
      }),
    refused: (reason) => within(() => log.emit(socketRefused, { path, reason })),
    rateLimited: ({ limit, windowMs }) =>
      within(() => log.emit(socketRateLimited, { path, limit, window_ms: windowMs })),
    run: within,
  };
}

/** Bytes of a message; those of text as UTF-8. */
function sizeOf(data: unknown): number {
  if (typeof data === 'string') return Buffer.byteLength(data);
  if (Array.isArray(data)) return data.reduce((sum: number, part) => sum + sizeOf(part), 0);
  if (ArrayBuffer.isView(data) || data instanceof ArrayBuffer) return data.byteLength;
  return data instanceof Blob ? data.size : Buffer.byteLength(String(data));
}
