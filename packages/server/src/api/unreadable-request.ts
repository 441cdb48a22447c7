import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.js';

/** An answer that no route gives passes none of the hooks that set these. */
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * Answers a request whose address leads to no route because it cannot be read, in the contract's shape; for Fastify's `frameworkErrors`.
 *
 * @see https://fastify.dev/docs/latest/Reference/Server/#frameworkerrors
 */
export function answerUnreadableAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = addressRefusal(error);
  reply
    .status(refusal.statusCode)
    .headers({ ...HEADERS, 'x-request-id': request.id })
    .type(JSON_TYPE)
    .send(refusal.body());
}

function addressRefusal(error: FastifyError): ApiError {
  if (error.code === 'FST_ERR_BAD_URL') {
    const hint = 'A percent sign in an address is written %25, and other characters as the bytes of their UTF-8.';
    return new ApiError('bad_request', 'The path of the address is not percent-encoded UTF-8.', { hint, cause: error });
  }
  if (error.code === 'FST_ERR_MAX_PARAM_LENGTH') {
    return new ApiError('bad_request', 'A part of the path is longer than any name can be.', { cause: error });
  }
  return new ApiError('bad_request', error.message, { cause: error });
}

/**
 * Answers what Node's HTTP parser could not read, in the contract's shape, and hangs up: where the next request begins nobody knows.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/http.html#event-clienterror
 */
export function answerUnreadableRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code !== 'ECONNRESET' && socket.writable) {
    const refusal = parserRefusal(error);
    const body = JSON.stringify(refusal.body());
    const headers = {
      ...HEADERS,
      'content-type': JSON_TYPE,
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    };
    const status = refusal.statusCode;
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
  }
  socket.destroy(error);
}

function parserRefusal(error: Error & { code?: string }): ApiError {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return new ApiError('headers_too_large', 'The address and headers of the request have more than 16 KiB.', {
        hint: 'Send a long query as the form of a POST to /loki/api/v1/query_range.',
        cause: error,
      });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ApiError('request_timeout', 'The request took too long to arrive.', { cause: error });
    default:
      return new ApiError('bad_request', 'This is not HTTP/1.1 as it can be read.', {
        hint: 'Is it https:// that is meant, or another port?',
        cause: error,
      });
  }
}
