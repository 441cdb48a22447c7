export type { TrustProxy } from './client-ip.js';
export { httpError, httpRequest, requestOptionFailed } from './entries.js';
export type { BodyOptions, RequestLogOptions } from './options.js';
