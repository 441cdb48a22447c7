/** What the environment says about the demonstration. */
export interface ShopSettings {
  /** The Heartwood server. */
  readonly url: string;
  readonly key: string | undefined;
  /** Port of the shop; 0 takes a free one. */
  readonly port: number;
  /** Visits per minute. */
  readonly rate: number;
  readonly seed: number;
  /** Hours of past to write at the start; 0: none. */
  readonly historyHours: number;
  /** Folder for entries that have not arrived yet. */
  readonly spoolDir: string;
}

/** A variable of the environment holds something that cannot be used. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/** Reads the environment; README.md describes the variables. @throws SettingError */
export function settingsOf(env: Readonly<Record<string, string | undefined>>): ShopSettings {
  return {
    url: env.HEARTWOOD_URL || 'http://127.0.0.1:4710',
    key: env.HEARTWOOD_API_KEY || undefined,
    port: numberIn(env, 'SHOP_PORT', 0, 65_535),
    rate: numberIn(env, 'SHOP_RATE', 30, 6_000),
    seed: numberIn(env, 'SHOP_SEED', 1, 4_294_967_295),
    historyHours: numberIn(env, 'SHOP_HISTORY', 3, 168),
    spoolDir: env.SHOP_SPOOL || './shop-spool',
  };
}

function numberIn(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  fallback: number,
  most: number,
): number {
  const text = env[name];
  if (!text) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw new SettingError(`${name} is “${text}”; it must be a whole number from 0 to ${most}.`);
}
