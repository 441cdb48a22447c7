import { errorResponseSchema } from '@heartwood/server/contract';
import { Failure, type FailureKind, systemCode } from '../failure.js';
import type { Connection } from './connection.js';

/** The part of a zod schema that is needed: takes a value apart or throws. */
interface Schema<T> {
  parse(value: unknown): T;
}

export interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Parameters that are undefined are left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Heartwood's REST API (packages/server/src/contract) as the commands use it. */
export interface Client {
  readonly url: string;
  /** The answer as its schema describes it. @throws Failure */
  call<T>(path: string, schema: Schema<T>, options?: CallOptions): Promise<T>;
  /** The answer as it comes. @throws Failure when the server cannot be reached or refuses */
  open(path: string, options?: CallOptions): Promise<Response>;
}

export function createClient(connection: Connection): Client {
  const open: Client['open'] = async (path, options = {}) => {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined) parameters.set(name, String(value));
    }
    const query = parameters.size > 0 ? `?${parameters}` : '';
    const response = await reach(`${connection.url}${path}${query}`, {
      method: options.method ?? 'GET',
      headers: {
        authorization: `Bearer ${connection.key}`,
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    if (!response.ok) throw await refusal(response);
    return response;
  };
  return {
    url: connection.url,
    open,
    async call(path, schema, options) {
      const response = await open(path, options);
      try {
        return schema.parse(response.status === 204 ? undefined : await response.json());
      } catch (error) {
        throw new Failure('failed', `${connection.url} answered something that is not Heartwood's.`, {
          hint: 'Is the address right, and is the server of the same version as this command?',
          cause: error,
        });
      }
    },
  };
}

/** fetch, with a failure that says what to do when nothing answers. */
export async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw unreachable(new URL(url).origin, error);
  }
}

/** What it means that a request got no answer. */
export function unreachable(origin: string, error: unknown): Failure {
  const code = systemCode(error);
  const plain = code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG';
  const certificate = code !== undefined && /CERT|SSL|TLS|SELF_SIGNED|ISSUER/.test(code);
  return new Failure('unreachable', `No Heartwood answers at ${origin}${code ? ` (${code})` : ''}.`, {
    hint: plain
      ? 'What answers there speaks no TLS: is it http:// that is meant?'
      : certificate
        ? 'Its certificate is not trusted here. NODE_EXTRA_CA_CERTS=ca.pem adds the authority that signed it.'
        : 'Start one with “heartwood serve”, or name another with --url or HEARTWOOD_URL.',
    cause: error,
  });
}

/** Makes a failure of an answer that is not 2xx. */
export async function refusal(response: Response): Promise<Failure> {
  const text = await response.text();
  const kind: FailureKind = response.status === 401 || response.status === 403 ? 'forbidden' : 'failed';
  const parsed = errorResponseSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const origin = new URL(response.url).origin;
    return new Failure(kind, `${origin} answered ${response.status} ${response.statusText}.`, {
      hint: 'This does not look like an answer of Heartwood. Is the address right?',
    });
  }
  const { message, hint, code } = parsed.data.error;
  const usage = code === 'bad_query' || code === 'bad_request';
  return new Failure(usage ? 'usage' : kind, message, { hint: hint ?? hintFor(response.status) });
}

function hintFor(status: number): string | undefined {
  if (status === 401) return 'Give a valid key with --key or HEARTWOOD_API_KEY; “heartwood key create NAME” makes one.';
  if (status === 403) return 'The key lacks a scope; “heartwood key list” shows what each key may do.';
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not ours: the caller says so with the status.
    return undefined;
  }
}
