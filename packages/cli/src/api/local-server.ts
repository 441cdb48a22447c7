import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError, locateServer, type ServerPlace } from '@heartwood/server/config';
import { Failure } from '../failure.js';
import { readAddress } from './address-file.js';
import { isLoopback } from './loopback.js';

const CONFIG_FILE = 'heartwood.yaml';

/** The configuration that counts here: what `--config` names, else heartwood.yaml when there is one. */
export function configFile(flag: string | undefined, directory: string): string | undefined {
  return flag ?? (existsSync(resolve(directory, CONFIG_FILE)) ? CONFIG_FILE : undefined);
}

/**
 * The server of this machine, as `heartwood serve` runs or would run here: by the same heartwood.yaml, variables and flags, and where
 * it listens in truth by the word it left in its data directory while it runs. That word counts for this machine alone, or for the
 * host that the configuration names: the key that opens everything goes there.
 *
 * @throws Failure (usage) when the configuration cannot be read
 */
export async function findLocalServer(
  flags: { readonly config?: string; readonly data?: string },
  env: Readonly<Record<string, string | undefined>>,
  directory: string,
): Promise<ServerPlace> {
  const place = placeOf(flags, env, directory);
  const told = await readAddress(place.dataDir);
  const isTrusted = told !== undefined && (isLoopback(told.hostname) || told.hostname === new URL(place.url).hostname);
  return isTrusted ? { ...place, url: told.origin } : place;
}

function placeOf(
  flags: { readonly config?: string; readonly data?: string },
  env: Readonly<Record<string, string | undefined>>,
  directory: string,
): ServerPlace {
  const file = configFile(flags.config, directory);
  try {
    return locateServer({
      ...(file === undefined ? {} : { file }),
      environment: env,
      workingDirectory: directory,
      overrides: flags.data === undefined ? {} : { data_dir: resolve(directory, flags.data) },
    });
  } catch (error) {
    if (error instanceof ConfigError) throw new Failure('usage', error.message, { cause: error });
    throw error;
  }
}
