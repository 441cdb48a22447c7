import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ClickHouseException } from '../exception.js';

/** Reads a request's body whole, unpacking gzip, and refuses more than `maxBytes` of it (after unpacking). */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new ClickHouseException(48, 'NOT_IMPLEMENTED', `Content-Encoding ${encoding}: this server takes gzip.`);
  }
  const plain: Readable = encoding === 'gzip' ? request.pipe(createGunzip()) : request;
  if (encoding === 'gzip') request.once('error', (error) => plain.destroy(error));
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of plain) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        throw new ClickHouseException(163, 'QUERY_IS_TOO_LARGE', `The request body exceeds ${maxBytes} bytes.`);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'Z_DATA_ERROR') {
      throw new ClickHouseException(117, 'INCORRECT_DATA', 'The request body is not valid gzip.', { cause: error });
    }
    throw error;
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, bytes);
}
