import { redactValue } from '@heartwood/redact';
import { valuesByName } from './url.js';

/** Bytes of a body kept to be written. */
export const DEFAULT_BODY_BYTES = 16_384;

/** Collects the first bytes of a body that flows past, and counts all of them. */
export class BodySample {
  readonly #maxBytes: number;
  readonly #chunks: Uint8Array[] = [];
  #kept = 0;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes seen. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Takes what a stream was given; anything that is neither text nor bytes is passed over. */
  add(chunk: unknown, encoding?: unknown): void {
    const bytes = bytesOf(chunk, encoding);
    if (bytes === undefined) return;
    this.#bytes += bytes.byteLength;
    // One byte more than allowed is never kept: what is over the cap cannot be sanitised and is only described.
    if (this.#bytes > this.#maxBytes) {
      this.#chunks.length = 0;
      this.#kept = 0;
      return;
    }
    this.#chunks.push(bytes);
    this.#kept += bytes.byteLength;
  }

  /** What of the body may be written, see {@link bodyField}; `undefined` when there was none. */
  field(contentType: string | undefined, contentEncoding: string | undefined): unknown {
    if (this.#bytes === 0) return undefined;
    const whole = this.#kept === this.#bytes && (contentEncoding ?? 'identity') === 'identity';
    return bodyField(whole ? Buffer.concat(this.#chunks) : undefined, this.#bytes, contentType);
  }
}

/**
 * A body as it may stand in an entry. Only what can be sanitised by name is written: JSON and forms, with the values under
 * secret names masked. Everything else, and what is longer than the cap, compressed or damaged, is described by its type and size.
 *
 * @param body the whole body; `undefined` when it was not kept
 */
export function bodyField(body: Uint8Array | undefined, bytes: number, contentType: string | undefined): unknown {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const described = `[${/^[\w.+-]+\/[\w.+-]+$/.test(type) ? `${type}, ` : ''}${bytes} bytes]`;
  if (body === undefined) return described;
  if (type === 'application/json' || type.endsWith('+json')) return parsedJson(body) ?? described;
  if (type === 'application/x-www-form-urlencoded')
    return redactValue(valuesByName(new URLSearchParams(textOf(body))) ?? described);
  return described;
}

function parsedJson(body: Uint8Array): unknown {
  try {
    return redactValue(JSON.parse(textOf(body)));
  } catch {
    // Damaged JSON is the client's doing and may be anything, a bare secret too: it is described, not written.
    return undefined;
  }
}

const textOf = (body: Uint8Array): string => Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();

function bytesOf(chunk: unknown, encoding: unknown): Uint8Array | undefined {
  if (typeof chunk === 'string')
    return Buffer.from(chunk, typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8');
  return chunk instanceof Uint8Array ? chunk : undefined;
}
