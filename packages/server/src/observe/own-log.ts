import { createLogger, type Logger, type Sink, stdout } from '@heartwood/log';
import { storeSink } from './store-sink.js';

export interface OwnLogOptions {
  readonly version: string;
  readonly level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL';
  /** Default: `console` on a terminal, `json` otherwise. */
  readonly format?: 'json' | 'console' | undefined;
  /** Where the entries go beside the store. Default: the standard output. */
  readonly sinks?: readonly Sink[] | undefined;
  /** Puts lines into the server's own store; absent: they stay out of it. */
  readonly store?: ((lines: readonly string[]) => Promise<void>) | undefined;
}

const LEVELS = { DEBUG: 'debug', INFO: 'info', WARNING: 'warning', ERROR: 'error', CRITICAL: 'critical' } as const;

/** The server as a service among others. */
export const OWN_SERVICE = 'heartwood';

/** The logger of the server itself, service `heartwood`. Configured by heartwood.yaml alone: `LOG_…` variables are for applications. */
export function createOwnLog({ version, level, format, sinks, store }: OwnLogOptions): Logger {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  return createLogger({
    service: OWN_SERVICE,
    environment: 'platform',
    version,
    level: LEVELS[level],
    format: format ?? (process.stdout.isTTY ? 'console' : 'json'),
    sinks: [...(sinks ?? [stdout()]), ...(store ? [storeSink({ store })] : [])],
    // Whoever starts the server decides what a signal means; it closes the server, which closes this log.
    handleExit: false,
    env: { NO_COLOR, FORCE_COLOR },
  });
}
