import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorDetail } from '@heartwood/redact';
import { addContext, wayBack, withContext } from '../context/context.js';
import { contextFromHeaders } from '../context/headers.js';
import { millisecondsSince } from '../stamp/elapsed.js';
import { tapRequest, tapResponse } from './body-taps.js';
import { clientIp, plainAddress } from './client-ip.js';
import { CLIENT_CLOSED_REQUEST, httpError, httpRequestBy, requestOptionFailed } from './entries.js';
import type { HeaderReader } from './header-fields.js';
import { type RequestLogOptions, type RequestLogSettings, requestLogSettings } from './options.js';
import { pathOf, queryOf } from './url.js';

/** A request and its response on node:http, and what only the framework knows of them. */
export interface Exchange<Request> {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** The framework's own request, for the callbacks of the options. */
  readonly request: Request;
  /** The target as the client sent it; default the incoming message's. */
  readonly url?: string | undefined;
  /** The client's address by the framework's own setting; default the socket's. */
  readonly ip?: string | undefined;
  /** The pattern of the route that answered, asked when the response is done. */
  readonly route: () => string | undefined;
  /** The response's headers where the framework keeps them; default the outgoing message's own. */
  readonly headers?: {
    set(name: string, value: string): void;
    get: HeaderReader;
  };
}

/** Who answered with what when there is no node:http response, as on other runtimes. */
export interface Answer<Request> {
  readonly request: Request;
  readonly method: string;
  /** Target with its query. */
  readonly url: string;
  readonly route: string | undefined;
  readonly status: number;
  readonly aborted: boolean;
  readonly durationMs: number;
  readonly ip: string | undefined;
  readonly header: (name: string) => string | undefined;
  readonly responseHeader: (name: string) => string | undefined;
  readonly requestBody?: unknown;
  readonly responseBody?: unknown;
}

/** The request logging that all HTTP integrations share: context, one entry per request, errors. */
export class RequestLog<Request> {
  readonly settings: RequestLogSettings<Request>;

  /** @throws {TypeError} when an option cannot be used */
  constructor(options: RequestLogOptions<Request>) {
    this.settings = requestLogSettings(options);
  }

  /**
   * Runs the rest of the application for a request: everything it logs has the request's ids, `X-Request-ID` is answered, and
   * one entry is written when the response is finished or the client has gone.
   *
   * @returns what `run` returns
   */
  observe<Result>(exchange: Exchange<Request>, run: () => Result): Result {
    const started = performance.now();
    const { incoming, outgoing } = exchange;
    const { bodies, headers, responseHeaders, trusted } = this.settings;
    const context = contextFromHeaders(incoming.headers);
    if (exchange.headers !== undefined) exchange.headers.set('X-Request-ID', context.request_id);
    else if (!outgoing.headersSent) outgoing.setHeader('X-Request-ID', context.request_id);
    const url = exchange.url ?? incoming.url ?? '';
    const { socket } = incoming;
    const sentBefore = socket.bytesWritten;
    const ip =
      trusted === undefined && exchange.ip !== undefined
        ? plainAddress(exchange.ip)
        : clientIp(socket.remoteAddress, incoming.headers['x-forwarded-for'], trusted ?? (() => false));
    const requestBody = bodies.request ? tapRequest(incoming, bodies.maxBytes) : undefined;
    const responseBody = bodies.response ? tapResponse(outgoing, bodies.maxBytes) : undefined;

    return withContext(context, () => {
      // 'close' comes after 'finish', and also when the client has gone: one entry either way. It may be emitted from a socket's
      // callback, which knows nothing of this request.
      const back = wayBack();
      const report = (): void => {
        const aborted = !(finished || outgoing.writableFinished);
        const { request } = exchange;
        const answered: HeaderReader = exchange.headers?.get ?? ((name) => outgoing.getHeader(name));
        const length = lengthOf(textOf(answered('content-length')));
        if (!this.#ignored(request)) {
          const status = aborted && !outgoing.headersSent ? CLIENT_CLOSED_REQUEST : outgoing.statusCode;
          const contentType = textOf(answered('content-type'));
          this.settings.log.emit(httpRequestBy(status), {
            method: incoming.method ?? '',
            path: pathOf(url),
            route: exchange.route(),
            query: queryOf(url),
            headers: headers.read((name) => incoming.headers[name]),
            response_headers: responseHeaders.read(answered),
            request_body: requestBody?.field(incoming.headers['content-type'], incoming.headers['content-encoding']),
            response_body: responseBody?.field(contentType, textOf(answered('content-encoding'))),
            status,
            aborted: aborted || undefined,
            request_bytes: lengthOf(incoming.headers['content-length']) ?? requestBody?.bytes,
            response_bytes: countOf(socket.bytesWritten - sentBefore) ?? length,
            duration_ms: millisecondsSince(started),
            client_ip: ip,
            user_agent: incoming.headers['user-agent'],
            user_id: this.#userId(request),
          });
        }
        markLate();
      };
      // A response made by a test (light-my-request) is never `writableFinished`, and says so by the event alone.
      let finished = false;
      outgoing.on('finish', () => {
        finished = true;
      });
      outgoing.once('close', () => back(report));
      return run();
    });
  }

  /** Writes the entry of a request that was not served through node:http. */
  answered(answer: Answer<Request>): void {
    if (!this.#ignored(answer.request)) {
      const status = answer.aborted ? CLIENT_CLOSED_REQUEST : answer.status;
      this.settings.log.emit(httpRequestBy(status), {
        method: answer.method,
        path: pathOf(answer.url),
        route: answer.route,
        query: queryOf(answer.url),
        headers: this.settings.headers.read(answer.header),
        response_headers: this.settings.responseHeaders.read(answer.responseHeader),
        request_body: answer.requestBody,
        response_body: answer.responseBody,
        status,
        aborted: answer.aborted || undefined,
        request_bytes: lengthOf(answer.header('content-length')),
        response_bytes: lengthOf(answer.responseHeader('content-length')),
        duration_ms: answer.durationMs,
        client_ip: answer.ip === undefined ? undefined : plainAddress(answer.ip),
        user_agent: answer.header('user-agent'),
        user_id: this.#userId(answer.request),
      });
    }
    markLate();
  }

  /** Writes what a handler threw. */
  failed(err: unknown, request: { method: string; url: string; route: string | undefined }): void {
    logFailure(this.settings.log, err, request);
  }

  #ignored(request: Request): boolean {
    try {
      return this.settings.ignore?.(request) ?? false;
    } catch (err) {
      this.settings.log.emit(requestOptionFailed, { option: 'ignore', err });
      return false;
    }
  }

  #userId(request: Request): string | undefined {
    try {
      return this.settings.userId?.(request);
    } catch (err) {
      this.settings.log.emit(requestOptionFailed, { option: 'userId', err });
      return undefined;
    }
  }
}

/** Writes what a handler threw. */
export function logFailure(
  log: RequestLogSettings<never>['log'],
  err: unknown,
  request: { method: string; url: string; route: string | undefined },
): void {
  const reason = errorDetail(err).message ?? '';
  log.emit(httpError, { method: request.method, path: pathOf(request.url), route: request.route, reason, err });
}

/** Whatever the request still logs from here on says so: its summary is already written. */
const markLate = (): void => void addContext({ late: true });

/** HTTP/2 streams and made-up sockets count no bytes. */
const countOf = (bytes: number): number | undefined => (Number.isFinite(bytes) ? bytes : undefined);

const textOf = (header: ReturnType<HeaderReader>): string | undefined =>
  header === undefined || header === null ? undefined : String(header);

const lengthOf = (header: string | undefined): number | undefined =>
  header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
