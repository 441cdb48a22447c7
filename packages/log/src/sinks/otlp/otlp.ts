import { type Address, addressOf } from '../shipping/address.js';
import type { Destination, Outcome } from '../shipping/destination.js';
import { shippedEntries } from '../shipping/entry.js';
import { postBatch, type TlsOptions } from '../shipping/post.js';
import { type ShippingOptions, shippedSink, spoolHome } from '../shipping/shipped-sink.js';
import type { Sink, SinkSettings } from '../sink.js';
import { exportLogsRequest } from './log-records.js';

/** What {@link otlp} takes. A variable of the environment wins over the option it names; the variables are OpenTelemetry's own. */
export interface OtlpOptions extends ShippingOptions {
  /**
   * Base address of a collector; `/v1/logs` is appended. `OTEL_EXPORTER_OTLP_ENDPOINT`, or `OTEL_EXPORTER_OTLP_LOGS_ENDPOINT`, which is used as
   * it is. Default `http://127.0.0.1:4318`.
   */
  readonly url?: string;
  /** Sent with every request. `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_EXPORTER_OTLP_LOGS_HEADERS`: `name=value,…`. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Name in `log.stats()` and of the folder in the spool. Default `otlp`. */
  readonly name?: string;
  /** Certificates for an `https:` address. Default: Node's. */
  readonly tls?: TlsOptions;
}

/**
 * Ships entries to anything that takes OpenTelemetry logs over HTTP (`POST /v1/logs`, JSON, gzip) through a spool on disk, as `heartwood()` does.
 *
 * @example createLogger({ service: 'shop', sinks: [stdout(), otlp({ url: 'http://collector:4318' })] });
 */
export function otlp(options: OtlpOptions = {}): Sink {
  const name = options.name ?? 'otlp';
  return shippedSink(
    name,
    (settings) => {
      const spoolDir = options.spoolDir ?? `${spoolHome(settings)}/${name}`;
      const { base, path } = endpointOf(settings, options);
      const address = addressOf(base, path, {});
      if (address === undefined) {
        return { destination: undefined, spoolDir, problem: `'${base}' is no address of an OTLP collector` };
      }
      const { env } = settings;
      const fromEnv = headersOf(env.OTEL_EXPORTER_OTLP_LOGS_HEADERS || env.OTEL_EXPORTER_OTLP_HEADERS || '');
      return { destination: otlpDestination(address, { ...options.headers, ...fromEnv }, options.tls), spoolDir };
    },
    options,
  );
}

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp */
function endpointOf({ env }: SinkSettings, options: OtlpOptions): { base: string; path: string } {
  if (env.OTEL_EXPORTER_OTLP_LOGS_ENDPOINT) return { base: env.OTEL_EXPORTER_OTLP_LOGS_ENDPOINT, path: '' };
  const base = env.OTEL_EXPORTER_OTLP_ENDPOINT || options.url || 'http://127.0.0.1:4318';
  return { base, path: 'v1/logs' };
}

/** `name=value` pairs as in a baggage header, values percent-encoded. */
function headersOf(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const pair of text.split(',')) {
    const [name = '', ...value] = pair.split('=');
    if (name.trim() !== '') headers[name.trim().toLowerCase()] = decoded(value.join('=').trim());
  }
  return headers;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function otlpDestination(
  { url, headers: basic, shown }: Address,
  given: Readonly<Record<string, string>>,
  tls: TlsOptions | undefined,
): Destination {
  const headers = { ...basic, ...given, 'content-type': 'application/json' };
  return {
    address: shown,
    send: (lines, _key, signal) => {
      const body = exportLogsRequest(shippedEntries(lines));
      return postBatch({ url, headers, body, tls }, signal, (answer) => partialSuccess(answer.body));
    },
  };
}

/** `{"partialSuccess":{"rejectedLogRecords":"3","errorMessage":"…"}}`; nothing of it may be sent again. */
function partialSuccess(body: string): Outcome {
  try {
    const answer: unknown = JSON.parse(body);
    const partial: unknown =
      typeof answer === 'object' && answer !== null && 'partialSuccess' in answer ? answer.partialSuccess : {};
    if (typeof partial !== 'object' || partial === null) return { kind: 'settled', rejected: 0 };
    const rejected = 'rejectedLogRecords' in partial ? Number(partial.rejectedLogRecords) : 0;
    const reason = 'errorMessage' in partial ? String(partial.errorMessage) : '';
    return { kind: 'settled', rejected: Number.isSafeInteger(rejected) && rejected > 0 ? rejected : 0, reason };
  } catch {
    return { kind: 'settled', rejected: 0 };
  }
}
