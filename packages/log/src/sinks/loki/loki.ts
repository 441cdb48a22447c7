import { type Address, addressOf } from '../shipping/address.js';
import type { Destination } from '../shipping/destination.js';
import { shippedEntries } from '../shipping/entry.js';
import { postBatch, type TlsOptions } from '../shipping/post.js';
import { type ShippingOptions, shippedSink, spoolHome } from '../shipping/shipped-sink.js';
import type { Sink } from '../sink.js';
import { type LokiMapping, pushBody } from './push.js';

/** What {@link loki} takes. A variable of the environment wins over the option it names. */
export interface LokiOptions extends ShippingOptions {
  /** Base address of Loki. `LOKI_URL`. Default `http://127.0.0.1:3100`. */
  readonly url?: string;
  /** Sent as `X-Scope-OrgID`. `LOKI_TENANT`. Default: none. */
  readonly tenant?: string;
  /** Basic authentication. `LOKI_USERNAME`, `LOKI_PASSWORD`. Default: none. */
  readonly username?: string;
  readonly password?: string;
  /** Bearer token. `LOKI_TOKEN`. Default: none. */
  readonly token?: string;
  /** Fields that become stream labels. Default `service`, `environment`, `level`, `stream`. */
  readonly labels?: readonly string[];
  /** Labels that are the same for every entry: `{ cluster: 'eu-1' }`. Default: none. */
  readonly fixedLabels?: Readonly<Record<string, string>>;
  /** Fields that become structured metadata (Loki 3, or 2.9 with it allowed); `[]` for none. Default: the ids of the entry and its context. */
  readonly metadata?: readonly string[];
  /** Name in `log.stats()` and of the folder in the spool. Default `loki`. */
  readonly name?: string;
  /** Certificates for an `https:` address. Default: Node's. */
  readonly tls?: TlsOptions;
}

const DEFAULT_MAPPING: LokiMapping = {
  labels: ['service', 'environment', 'level', 'stream'],
  fixedLabels: {},
  metadata: [
    ...[
      'event',
      'logger',
      'id',
      'host',
      'trace_id',
      'span_id',
      'request_id',
      'correlation_id',
      'session_id',
      'user_id',
    ],
    ...['organization_id', 'object_type', 'object_id'],
  ],
};

/**
 * Ships entries to Grafana Loki (`POST /loki/api/v1/push`, JSON, gzip) through a spool on disk, as `heartwood()` does. The line is the
 * whole entry as JSON, so `| json` finds every field.
 *
 * @example createLogger({ service: 'shop', sinks: [stdout(), loki({ url: 'http://loki:3100', fixedLabels: { cluster: 'eu-1' } })] });
 */
export function loki(options: LokiOptions = {}): Sink {
  const name = options.name ?? 'loki';
  return shippedSink(
    name,
    (settings) => {
      const { env } = settings;
      const url = env.LOKI_URL || options.url || 'http://127.0.0.1:3100';
      const address = addressOf(url, 'loki/api/v1/push', {
        username: env.LOKI_USERNAME || options.username,
        password: env.LOKI_PASSWORD || options.password,
        token: env.LOKI_TOKEN || options.token,
      });
      const spoolDir = options.spoolDir ?? `${spoolHome(settings)}/${name}`;
      if (address === undefined)
        return { destination: undefined, spoolDir, problem: `'${url}' is no address of a Loki` };
      const tenant = env.LOKI_TENANT || options.tenant;
      const { labels, fixedLabels, metadata } = options;
      const mapping = {
        labels: labels ?? DEFAULT_MAPPING.labels,
        fixedLabels: fixedLabels ?? DEFAULT_MAPPING.fixedLabels,
        metadata: metadata ?? DEFAULT_MAPPING.metadata,
      };
      return { destination: lokiDestination(address, tenant, mapping, options.tls), spoolDir };
    },
    options,
  );
}

function lokiDestination(
  { url, headers: authorization, shown }: Address,
  tenant: string | undefined,
  mapping: LokiMapping,
  tls: TlsOptions | undefined,
): Destination {
  const headers = {
    ...authorization,
    'content-type': 'application/json',
    ...(tenant !== undefined && { 'x-scope-orgid': tenant }),
  };
  return {
    address: shown,
    send: (lines, _key, signal) => {
      const body = pushBody(shippedEntries(lines), mapping);
      return postBatch({ url, headers, body, tls }, signal, () => ({ kind: 'settled', rejected: 0 }));
    },
  };
}
