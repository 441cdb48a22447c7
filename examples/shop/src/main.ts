import { once } from 'node:events';
import { createLogger, heartwood, type LoggerOptions } from '@heartwood/log';
import { shopEntryTypes } from './entry-types.js';
import { backfill } from './history/backfill.js';
import { SettingError, type ShopSettings, settingsOf } from './settings.js';
import { startShop } from './shop.js';
import { startTraffic } from './traffic/traffic.js';

const HOUR = 3_600_000;

/** The shop with its visitors, until SIGINT or SIGTERM. */
async function main(settings: ShopSettings): Promise<void> {
  const { url, key, spoolDir } = settings;
  const logger = (): LoggerOptions => ({
    service: 'shop',
    environment: 'demo',
    version: '0.1.0',
    level: 'debug',
    entryTypes: shopEntryTypes,
    // What a job carries of the request that asked for it.
    contextFields: ['requested_by'],
    sinks: [heartwood({ url, spoolDir, ...(key === undefined ? {} : { key }) })],
  });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());

  const log = createLogger(logger());
  const shop = await startShop({ log, port: settings.port, seed: settings.seed });
  const traffic = startTraffic({ shopUrl: shop.url, rate: settings.rate, seed: settings.seed });
  const to = Date.now();
  const from = to - settings.historyHours * HOUR;
  await backfill({ from, to, rate: settings.rate, seed: settings.seed, logger: logger() });
  if (!stop.signal.aborted) await once(stop.signal, 'abort');
  await traffic.stop();
  await shop.close();
  await log.close();
}

try {
  await main(settingsOf(process.env));
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 2;
}
