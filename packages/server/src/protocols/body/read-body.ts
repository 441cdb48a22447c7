import { PassThrough, type Readable, type Transform } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import type { Limits } from '../../pipeline/limits.js';
import type { BodyBudget } from './body-budget.js';
import { BodyError } from './body-error.js';

export interface ReadBodyOptions {
  /** `Content-Encoding`; absent or `identity` for none. */
  readonly encoding: string | undefined;
  /** `Content-Length` as sent; lets a body that is too large be refused unread. */
  readonly length: string | undefined;
  readonly limits: Pick<Limits, 'bodyBytes' | 'compressionRatio' | 'stallMs'>;
  readonly budget: BodyBudget;
}

/** Bytes a small, well compressible body may grow to before its ratio counts. */
const RATIO_FREE_BYTES = 1_048_576;
/** Bytes a second, on the wire and decompressed together, below which a body counts as stalled: it holds memory that others wait for. */
const SLOWEST = 1_024;

/**
 * Reads a whole request body, decompressed, and passes it to `use`; its memory counts against the budget until that returns.
 * Decompression stops the moment a cap is passed, so a compression bomb costs one chunk over the cap and no more.
 *
 * @throws BodyError 400 for broken compression, 408 when it stalls, 413 over a cap, 415 for an unknown encoding, 429 over the budget
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
    const plain = decompressed(request, options, (bytes) => {
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
  { encoding, limits }: ReadBodyOptions,
  onReceived: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const plain = decoderFor(encoding);
  let progress = 0;
  request.on('data', (chunk: Buffer) => {
    progress += chunk.length;
    onReceived(chunk.length);
  });
  request.on('error', (error) => plain.destroy(error));
  request.pipe(plain);
  const stopWatching = watchForStall(
    limits.stallMs,
    () => progress,
    (error) => plain.destroy(error),
  );
  try {
    for await (const chunk of plain.iterator({ destroyOnReturn: false })) {
      progress += chunk.length;
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_')) {
      throw new BodyError(400, `the body is not ${encoding}: ${cause.message}`);
    }
    throw cause;
  } finally {
    stopWatching();
    request.unpipe(plain);
    plain.destroy();
  }
}

/** Two meagre halves in a row, as after a moment in which this process was held up the first is one whatever the sender did. */
function watchForStall(stallMs: number, progress: () => number, onStall: (error: BodyError) => void): () => void {
  let seen = 0;
  let meagre = 0;
  const timer = setInterval(() => {
    const brought = progress() - seen;
    seen += brought;
    meagre = brought < (SLOWEST * stallMs) / 2_000 ? meagre + 1 : 0;
    if (meagre < 2) return;
    clearInterval(timer);
    const message = `the body came to a halt: less than ${SLOWEST} bytes a second for ${stallMs / 1_000} s`;
    onStall(new BodyError(408, message, 'send the batch again, compressed or in smaller ones if the line is slow'));
  }, stallMs / 2);
  return () => clearInterval(timer);
}

function decoderFor(encoding: string | undefined): Transform {
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return new PassThrough({ highWaterMark: 65_536 });
    case 'gzip':
    case 'x-gzip':
      return createGunzip({ chunkSize: 65_536 });
    case 'deflate':
      return createInflate({ chunkSize: 65_536 });
    default:
      throw new BodyError(415, `content encoding ${encoding} is not supported`, 'send gzip, deflate or no encoding');
  }
}
