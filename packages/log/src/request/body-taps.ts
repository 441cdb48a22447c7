import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodySample } from './body.js';

/**
 * Watches the bytes of a request's body go by. `push` is where node:http puts what has arrived, so nothing is read that the
 * application would have read, and nothing is read twice.
 */
export function tapRequest(request: IncomingMessage, maxBytes: number): BodySample {
  const sample = new BodySample(maxBytes);
  const push = request.push;
  request.push = function (this: IncomingMessage, chunk: unknown, encoding?: BufferEncoding) {
    sample.add(chunk, encoding);
    return push.call(this, chunk, encoding);
  };
  return sample;
}

/** Watches the bytes of a response's body go by. */
export function tapResponse(response: ServerResponse, maxBytes: number): BodySample {
  const sample = new BodySample(maxBytes);
  const { write, end } = response;
  // `end(chunk)` may call `write(chunk)` of its own; what is inside it must not be counted twice.
  let ending = false;
  response.write = function (this: ServerResponse, ...args: unknown[]) {
    if (!ending) sample.add(args[0], args[1]);
    return Reflect.apply(write, this, args) === true;
  };
  response.end = function (this: ServerResponse, ...args: unknown[]) {
    if (!ending) sample.add(args[0], args[1]);
    ending = true;
    Reflect.apply(end, this, args);
    return this;
  };
  return sample;
}
