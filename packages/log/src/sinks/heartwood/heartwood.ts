import { addressOf } from '../shipping/address.js';
import type { TlsOptions } from '../shipping/post.js';
import { type ShippingOptions, shippedSink, spoolHome } from '../shipping/shipped-sink.js';
import type { Sink } from '../sink.js';
import { INGEST_PATH, ingestDestination } from './ingest.js';

/** What {@link heartwood} takes. */
export interface HeartwoodOptions extends ShippingOptions {
  /** Address of the server. `HEARTWOOD_URL`. Default `http://127.0.0.1:4710`. */
  readonly url?: string | undefined;
  /** API key with the scope `ingest`. `HEARTWOOD_API_KEY`. Default: none. */
  readonly key?: string | undefined;
  /**
   * Folder for entries that have not arrived yet; survives restarts, so it must not be a temporary one in production.
   * `HEARTWOOD_SPOOL_DIR`. Default `./heartwood-spool/<service>`.
   */
  readonly spoolDir?: string | undefined;
  /** Certificates for an `https:` address. Default: Node's. */
  readonly tls?: TlsOptions;
}

const DEFAULT_URL = 'http://127.0.0.1:4710';

/**
 * Ships entries to a Heartwood server: into a spool on disk first, from there over HTTP, compressed, in batches, repeated until
 * they have arrived, also by the next process. A log call only ever adds to a list in memory; a server that is slow or dead
 * never slows it. Trouble is counted in `log.stats()` and told on the standard error, once a minute.
 *
 * Counters: `written` (in the spool), `dropped` (no room), `shipped`, `rejected` (by the server), `retries`, `waiting`.
 *
 * @example
 * createLogger({ service: 'shop', sinks: [stdout(), heartwood({ url: 'http://127.0.0.1:4710', key: process.env.KEY })] });
 */
export function heartwood(options: HeartwoodOptions = {}): Sink {
  return shippedSink(
    'heartwood',
    (settings) => {
      const { env } = settings;
      const url = env.HEARTWOOD_URL || options.url || DEFAULT_URL;
      const address = addressOf(url, INGEST_PATH, { token: env.HEARTWOOD_API_KEY || options.key });
      const spoolDir = env.HEARTWOOD_SPOOL_DIR || options.spoolDir || spoolHome(settings);
      if (address !== undefined) return { destination: ingestDestination(address, options.tls), spoolDir };
      return {
        destination: undefined,
        spoolDir,
        problem: `'${url}' is no address of a server; log entries are kept on disk`,
      };
    },
    options,
  );
}
