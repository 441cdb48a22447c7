import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { finished, type Writable } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import { type ClickHouseException, statusOf } from '../exception.js';
import { contentTypeOf } from '../format.js';
import type { ResultSink, Summary } from '../query.js';

const compress = promisify(gzip);

/** Bytes held back before the headers go out, so that an early error still gets a status of its own. */
const HOLD_BYTES = 64 * 1024;

/** A whole result smaller than this is not worth compressing. */
const COMPRESS_FROM_BYTES = 1024;

/** Writes a result as ClickHouse's HTTP interface does: headers, body, and an exception wherever it happens. */
export class HttpResult implements ResultSink {
  readonly #response: ServerResponse;
  readonly #gzip: boolean;
  readonly #tag = randomBytes(8).toString('hex');
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #out: Writable | undefined;

  constructor(response: ServerResponse, headers: { queryId: string; format: string; timezone: string; gzip: boolean }) {
    this.#response = response;
    this.#gzip = headers.gzip;
    response.setHeader('X-ClickHouse-Query-Id', headers.queryId);
    response.setHeader('X-ClickHouse-Format', headers.format);
    response.setHeader('X-ClickHouse-Timezone', headers.timezone);
    response.setHeader('Content-Type', contentTypeOf(headers.format));
  }

  async whole(bytes: Uint8Array, summary: Summary): Promise<void> {
    this.#response.setHeader('X-ClickHouse-Summary', summaryHeader(summary));
    const packed = this.#gzip && bytes.length >= COMPRESS_FROM_BYTES ? await compress(bytes) : undefined;
    if (packed !== undefined) this.#response.setHeader('Content-Encoding', 'gzip');
    this.#response.setHeader('Content-Length', (packed ?? bytes).length);
    this.#response.end(packed ?? bytes);
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#out === undefined) {
      this.#held.push(bytes);
      this.#heldBytes += bytes.length;
      if (this.#heldBytes < HOLD_BYTES) return;
      this.#response.setHeader('X-ClickHouse-Exception-Tag', this.#tag);
      this.#out = this.#open();
      const held = this.#held;
      this.#held = [];
      for (const part of held) await push(this.#out, part);
      return;
    }
    await push(this.#out, bytes);
  }

  async end(): Promise<void> {
    if (this.#out === undefined) {
      await this.whole(Buffer.concat(this.#held), { ...NOTHING, readBytes: this.#heldBytes });
      return;
    }
    this.#out.end();
  }

  /**
   * Reports an exception: as a status and a text while nothing has been sent; afterwards as ClickHouse does since 25.11, by a
   * marked block at the end of the body, and by cutting the connection so that no reader takes the result for complete.
   */
  fail(exception: ClickHouseException): void {
    const response = this.#response;
    if (!response.headersSent) {
      this.#held = [];
      response.setHeader('X-ClickHouse-Exception-Code', String(exception.code));
      response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
      response.statusCode = statusOf(exception);
      response.end(`${exception.message}\n`);
      return;
    }
    const text = `${exception.message}\n`;
    const block = `\r\n__exception__\r\n${this.#tag}\r\n${text}${Buffer.byteLength(text)} ${this.#tag}\r\n__exception__\r\n`;
    const cut = (): void => response.socket?.destroySoon();
    const out = this.#out ?? response;
    if (out === response) out.write(block, cut);
    else {
      finished(response, cut);
      out.end(block);
    }
  }

  #open(): Writable {
    if (!this.#gzip) return this.#response;
    this.#response.setHeader('Content-Encoding', 'gzip');
    const packer = createGzip({ level: 1 });
    packer.pipe(this.#response);
    this.#response.once('close', () => packer.destroy());
    return packer;
  }
}

const NOTHING: Summary = { readRows: 0, readBytes: 0, writtenRows: 0, writtenBytes: 0, elapsedSeconds: 0 };

async function push(out: Writable, bytes: Uint8Array): Promise<void> {
  if (out.destroyed || out.write(bytes)) return;
  const gone = new AbortController();
  const close = (): void => gone.abort();
  out.once('close', close);
  try {
    await once(out, 'drain', { signal: gone.signal });
  } catch (error) {
    // The receiver left; the request's own signal ends the query.
    if (!gone.signal.aborted) throw error;
  } finally {
    out.off('close', close);
  }
}

function summaryHeader(summary: Summary): string {
  return JSON.stringify({
    read_rows: String(summary.readRows),
    read_bytes: String(summary.readBytes),
    written_rows: String(summary.writtenRows),
    written_bytes: String(summary.writtenBytes),
    total_rows_to_read: '0',
    result_rows: String(summary.writtenRows),
    result_bytes: String(summary.writtenBytes),
    elapsed_ns: String(Math.round(summary.elapsedSeconds * 1e9)),
  });
}
