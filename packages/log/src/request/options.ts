import type { Logger } from '../logger/logger.js';
import { DEFAULT_BODY_BYTES } from './body.js';
import { type TrustProxy, type TrustTest, trustTest } from './client-ip.js';
import { DEFAULT_REQUEST_HEADERS, DEFAULT_RESPONSE_HEADERS, HeaderFields } from './header-fields.js';

/** Which bodies are written. They are sanitised by name, and only described when they cannot be. */
export interface BodyOptions {
  /** Default false. */
  readonly request?: boolean;
  /** Default false. */
  readonly response?: boolean;
  /** Bytes of a body kept in memory; a longer one is described by its type and size. Default 16,384. */
  readonly maxBytes?: number;
}

/** What every HTTP integration takes; `Request` is the framework's own request. */
export interface RequestLogOptions<Request> {
  readonly log: Logger;
  /** The user's id, asked when the response is done. Default: none; `addContext({ user_id })` does the same from anywhere. */
  readonly userId?: (request: Request) => string | undefined;
  /** Requests that are not worth an entry, such as health checks; they have a context all the same. Default: none. */
  readonly ignore?: (request: Request) => boolean;
  /** Request headers written. Default `host`, `content-type`, `accept`, `origin`. */
  readonly headers?: readonly string[];
  /** Response headers written. Default `content-type`, `location`, `retry-after`. */
  readonly responseHeaders?: readonly string[];
  /** Default: no body is written. */
  readonly bodies?: BodyOptions;
  /** Proxies believed about the client's address. Default: the framework's own setting where it has one, else none. */
  readonly trustProxy?: TrustProxy;
}

/** The options with everything decided. */
export interface RequestLogSettings<Request> {
  readonly log: Logger;
  readonly userId: ((request: Request) => string | undefined) | undefined;
  readonly ignore: ((request: Request) => boolean) | undefined;
  readonly headers: HeaderFields;
  readonly responseHeaders: HeaderFields;
  readonly bodies: Required<BodyOptions>;
  /** `undefined`: ask the framework. */
  readonly trusted: TrustTest | undefined;
}

/**
 * Decides every option.
 *
 * @throws {TypeError} when `trustProxy` cannot be read: at start, never in a request
 */
export function requestLogSettings<Request>(options: RequestLogOptions<Request>): RequestLogSettings<Request> {
  const { bodies = {}, trustProxy } = options;
  return {
    log: options.log,
    userId: options.userId,
    ignore: options.ignore,
    headers: headersNamed(options.headers ?? DEFAULT_REQUEST_HEADERS),
    responseHeaders: headersNamed(options.responseHeaders ?? DEFAULT_RESPONSE_HEADERS),
    bodies: {
      request: bodies.request ?? false,
      response: bodies.response ?? false,
      maxBytes: bodies.maxBytes ?? DEFAULT_BODY_BYTES,
    },
    trusted: trustProxy === undefined ? undefined : trustTest(trustProxy),
  };
}

const headersNamed = (names: readonly string[]): HeaderFields =>
  new HeaderFields(names.map((name) => name.toLowerCase()));
