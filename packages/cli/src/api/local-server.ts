import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConfigError, locateServer, type ServerPlace } from '@heartwood/server/config';
import { Failure, systemCode } from '../failure.js';

const CONFIG_FILE = 'heartwood.yaml';

/** The configuration that counts here: what `--config` names, else heartwood.yaml when there is one. */
export function configFile(flag: string | undefined, directory: string): string | undefined {
  return flag ?? (existsSync(resolve(directory, CONFIG_FILE)) ? CONFIG_FILE : undefined);
}

/** In the data directory; holds the address of the server that runs there, which a flag or a free port may have chosen. */
const addressFile = (dataDir: string): string => join(dataDir, 'address');

/** Leaves word of where the server of a data directory listens, for the commands on this machine. */
export async function leaveAddress(dataDir: string, url: string): Promise<void> {
  await writeFile(addressFile(dataDir), `${url}\n`, { mode: 0o600 });
}

/** Takes the word back; a server that was killed leaves it, and the next one writes it anew. */
export async function takeAddress(dataDir: string): Promise<void> {
  await rm(addressFile(dataDir), { force: true });
}

/**
 * The server of this machine, as `heartwood serve` runs or would run here: by the same heartwood.yaml, variables and flags, and where
 * it listens in truth by the word it left in its data directory.
 *
 * @throws Failure (usage) when the configuration cannot be read
 */
export async function findLocalServer(
  flags: { readonly config?: string; readonly data?: string },
  env: Readonly<Record<string, string | undefined>>,
  directory: string,
): Promise<ServerPlace> {
  const place = placeOf(flags, env, directory);
  try {
    const url = (await readFile(addressFile(place.dataDir), 'utf8')).trim();
    return URL.canParse(url) ? { ...place, url } : place;
  } catch (error) {
    // It does not run, or for somebody else who keeps its data to themselves.
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES'].includes(systemCode(error) ?? '')) return place;
    throw error;
  }
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
