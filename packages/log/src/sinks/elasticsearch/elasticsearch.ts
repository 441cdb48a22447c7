import { type Address, addressOf } from '../shipping/address.js';
import type { Destination } from '../shipping/destination.js';
import { shippedEntries } from '../shipping/entry.js';
import { postBatch, type TlsOptions } from '../shipping/post.js';
import { type ShippingOptions, shippedSink, spoolHome } from '../shipping/shipped-sink.js';
import type { Sink } from '../sink.js';
import { bulkBody, bulkOutcome } from './bulk.js';

/** What {@link elasticsearch} takes. A variable of the environment wins over the option it names. */
export interface ElasticsearchOptions extends ShippingOptions {
  /** Base address. `ELASTICSEARCH_URL`. Default `http://127.0.0.1:9200`. */
  readonly url?: string;
  /** Basic authentication. `ELASTICSEARCH_USERNAME`, `ELASTICSEARCH_PASSWORD`. Default: none. */
  readonly username?: string;
  readonly password?: string;
  /** API key, as Elasticsearch encodes it. `ELASTICSEARCH_API_KEY`. Default: none. */
  readonly apiKey?: string;
  /**
   * Index, alias or data stream, with the placeholders `{service}`, `{environment}`, `{stream}` and `{date}`. `ELASTICSEARCH_INDEX`.
   * Default `logs-{service}-{environment}`, a data stream by Elasticsearch's own index template.
   */
  readonly index?: string;
  /** Name in `log.stats()` and of the folder in the spool. Default `elasticsearch`. */
  readonly name?: string;
  /** Certificates for an `https:` address. Default: Node's. */
  readonly tls?: TlsOptions;
}

/** Only what the outcome is read from: an answer is a fifth of its size then. */
const BULK_PATH = '_bulk?filter_path=errors,items.*.status,items.*.error.reason';

/**
 * Ships entries to Elasticsearch or OpenSearch (`POST /_bulk`, gzip) through a spool on disk, as `heartwood()` does. A document has the id of its
 * entry, so one that is sent twice is there once. Documents the server refuses are counted; those it has no room for are sent again.
 *
 * @example createLogger({ service: 'shop', sinks: [stdout(), elasticsearch({ url: 'https://es:9200', index: 'logs-{service}-{date}' })] });
 */
export function elasticsearch(options: ElasticsearchOptions = {}): Sink {
  const name = options.name ?? 'elasticsearch';
  return shippedSink(
    name,
    (settings) => {
      const { env } = settings;
      const url = env.ELASTICSEARCH_URL || options.url || 'http://127.0.0.1:9200';
      const address = addressOf(url, BULK_PATH, {
        username: env.ELASTICSEARCH_USERNAME || options.username,
        password: env.ELASTICSEARCH_PASSWORD || options.password,
      });
      const spoolDir = options.spoolDir ?? `${spoolHome(settings)}/${name}`;
      if (address === undefined) {
        return { destination: undefined, spoolDir, problem: `'${url}' is no address of an Elasticsearch` };
      }
      const apiKey = env.ELASTICSEARCH_API_KEY || options.apiKey;
      const index = env.ELASTICSEARCH_INDEX || options.index || 'logs-{service}-{environment}';
      return { destination: bulkDestination(address, apiKey, index, options.tls), spoolDir };
    },
    options,
  );
}

function bulkDestination(
  { url, headers: basic, shown }: Address,
  apiKey: string | undefined,
  index: string,
  tls: TlsOptions | undefined,
): Destination {
  const authorization = apiKey === undefined ? basic : { authorization: `ApiKey ${apiKey}` };
  const headers = { ...authorization, 'content-type': 'application/x-ndjson' };
  return {
    address: shown,
    send: (lines, _key, signal) => {
      const body = bulkBody(shippedEntries(lines), index);
      return postBatch({ url, headers, body, tls }, signal, (answer) => bulkOutcome(answer.body, lines.length));
    },
  };
}
