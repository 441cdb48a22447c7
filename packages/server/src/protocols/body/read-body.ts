import type { Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import type { Limits } from '../../pipeline/limits.js';
import type { BodyBudget } from './body-budget.js';
import { BodyError } from './body-error.js';

export interface ReadBodyOptions {
  /** `Content-Encoding`; absent or `identity` for none. */
  readonly encoding: string | undefined;
  /** `Content-Length` as sent; lets a body that is too large be refused unread. */
  readonly length: string | undefined;
  readonly limits: Pick<Limits, 'bodyBytes' | 'compressionRatio'>;
  readonly budget: BodyBudget;
}

/** Bytes a small, well compressible body may grow to before its ratio counts. */
const RATIO_FREE_BYTES = 1_048_576;

/**
 * Reads a whole request body, decompressed, and passes it to `use`; its memory counts against the budget until that returns.
 * Decompression stops the moment a cap is passed, so a compression bomb costs one chunk over the cap and no more.
 *
 * @throws BodyError 400 for broken compression, 413 over a cap, 415 for an unknown encoding, 429 over the budget
 */
export async function withBody<Result>(
  request: Readable,
  options: ReadBodyOptions,
  use: (body: Buffer) => Promise<Result>,
): Promise<Result> {
  const { limits, budget } = options;
  const state = { budgeted: 0 };
  try {
    if (Number(options.length ?? 0) > limits.bodyBytes) throw tooLarge(limits);
    const chunks: Buffer[] = [];
    let received = 0;
    let size = 0;
    const plain = decompressed(request, options.encoding, (bytes) => {
      received += bytes;
    });
    for await (const chunk of plain) {
      size += chunk.length;
      if (size > limits.bodyBytes) throw tooLarge(limits);
      if (size > RATIO_FREE_BYTES && size > received * limits.compressionRatio) {
        throw new BodyError(
          413,
          `the body decompresses to more than ${limits.compressionRatio} times its size`,
          'send smaller batches',
        );
      }
      budget.take(chunk.length);
      state.budgeted += chunk.length;
      chunks.push(chunk);
    }
    return await use(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size));
  } finally {
    budget.give(state.budgeted);
    // Whatever is unread is let go by: the answer may arrive while the sender is still writing, and a connection with an unread
    // request is never idle, so the server could not close.
    request.resume();
  }
}

const tooLarge = (limits: ReadBodyOptions['limits']): BodyError =>
  new BodyError(413, `the body has more than ${limits.bodyBytes} bytes (decompressed)`, 'send smaller batches');

async function* decompressed(
  request: Readable,
  encoding: string | undefined,
  onReceived: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const inflate = inflateFor(encoding);
  if (inflate === undefined) {
    for await (const chunk of chunksOf(request)) {
      onReceived(chunk.length);
      yield chunk;
    }
    return;
  }
  request.on('data', (chunk: Buffer) => onReceived(chunk.length));
  request.on('error', (error) => inflate.destroy(error));
  request.pipe(inflate);
  try {
    yield* chunksOf(inflate);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_')) {
      throw new BodyError(400, `the body is not ${encoding}: ${cause.message}`);
    }
    throw cause;
  } finally {
    request.unpipe(inflate);
    inflate.destroy();
  }
}

async function* chunksOf(stream: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
}

function inflateFor(encoding: string | undefined) {
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip({ chunkSize: 65_536 });
    case 'deflate':
      return createInflate({ chunkSize: 65_536 });
    default:
      throw new BodyError(415, `content encoding ${encoding} is not supported`, 'send gzip, deflate or no encoding');
  }
}
