import { type Address, addressOf } from '../shipping/address.js';
import { complainTo } from '../shipping/complaints.js';
import type { TlsOptions } from '../shipping/post.js';
import { type ShippingOptions, shippedSink, spoolHome } from '../shipping/shipped-sink.js';
import type { Sink, SinkSettings } from '../sink.js';
import { INGEST_PATH, ingestDestination } from './ingest.js';
import { registering } from './registering.js';
import { REGISTRATION_PATH, Registration } from './registration.js';

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
 * A logger that knows the application's `entryTypes` registers them with the server, in the background.
 *
 * Counters: `written` (in the spool), `dropped` (no room), `shipped`, `rejected` (by the server), `retries`, `waiting`; `registered` (entry types) and
 * `registrationRefused`.
 *
 * @example
 * createLogger({ service: 'shop', sinks: [stdout(), heartwood({ url: 'http://127.0.0.1:4710', key: process.env.KEY })] });
 */
export function heartwood(options: HeartwoodOptions = {}): Sink {
  const sink = shippedSink(
    'heartwood',
    (settings) => {
      const { url, spoolDir } = placeOf(settings, options);
      const address = endpoint(INGEST_PATH, settings, options);
      if (address !== undefined) return { destination: ingestDestination(address, options.tls), spoolDir };
      return {
        destination: undefined,
        spoolDir,
        problem: `'${url}' is no address of a server; log entries are kept on disk`,
      };
    },
    options,
  );
  return registering(sink, (settings) => {
    const { service, version, entryTypes, contextFields } = settings;
    const address = endpoint(REGISTRATION_PATH, settings, options);
    if (entryTypes === undefined || address === undefined) return undefined;
    const { format, entry_types } = entryTypes.describe();
    const body = JSON.stringify({ format, service, version, context_fields: contextFields, entry_types });
    const { spoolDir: dir } = placeOf(settings, options);
    const complain = complainTo((text) => process.stderr.write(text));
    return new Registration({ address, tls: options.tls, body, types: entry_types.length, dir, complain });
  });
}

const placeOf = (settings: SinkSettings, options: HeartwoodOptions): { url: string; spoolDir: string } => ({
  url: settings.env.HEARTWOOD_URL || options.url || DEFAULT_URL,
  spoolDir: settings.env.HEARTWOOD_SPOOL_DIR || options.spoolDir || spoolHome(settings),
});

const endpoint = (path: string, settings: SinkSettings, options: HeartwoodOptions): Address | undefined =>
  addressOf(placeOf(settings, options).url, path, { token: settings.env.HEARTWOOD_API_KEY || options.key });
