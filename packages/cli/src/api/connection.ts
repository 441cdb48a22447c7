import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, systemCode } from '../failure.js';
import { findLocalServer } from './local-server.js';
import { isLoopback } from './loopback.js';

/** What the flags say about the server to talk to. */
export interface ConnectionFlags {
  readonly url?: string;
  readonly key?: string;
  /** heartwood.yaml of the local server. */
  readonly config?: string;
  /** Data directory of the local server. */
  readonly data?: string;
}

/** Where the server is and what opens it. */
export interface Connection {
  /** Without a slash at the end. */
  readonly url: string;
  readonly key: string;
}

export const DEFAULT_URL = 'http://127.0.0.1:4710';
export const DEFAULT_DATA = './heartwood-data';

/**
 * Finds the server and the key: by flag, by `HEARTWOOD_URL` and `HEARTWOOD_API_KEY`, else this machine's server, as `heartwood serve`
 * is configured here, with the key it wrote at its first start. That key may do everything, so it is never sent to an address that
 * somebody gave unless it is this machine's.
 *
 * @throws Failure when the URL is none, the configuration cannot be read, or no key is to be found
 */
export async function resolveConnection(
  flags: ConnectionFlags,
  env: Readonly<Record<string, string | undefined>>,
  directory: string,
): Promise<Connection> {
  const given = flags.url ?? (env.HEARTWOOD_URL || undefined);
  const url = given === undefined ? undefined : parseUrl(given);
  const address = url?.href.replace(/\/+$/, '');
  const key = flags.key ?? (env.HEARTWOOD_API_KEY || undefined);
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) {
    throw new Failure('usage', 'The API key holds characters that no key has.');
  }
  if (address !== undefined && key !== undefined) return { url: address, key };
  if (url !== undefined && !isLoopback(url.hostname)) {
    throw new Failure('forbidden', `A key is needed for ${address}.`, {
      hint: 'Give one with --key or HEARTWOOD_API_KEY. On the server, “heartwood key create NAME” makes one.',
    });
  }
  const local = await findLocalServer(flags, env, directory);
  return {
    url: address ?? local.url,
    key: key ?? (await readLocalKey(join(local.dataDir, 'keys', 'local.key'))),
  };
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new Failure('usage', `“${text}” is not the address of a server.`, {
    hint: `Write it like ${DEFAULT_URL} or https://logs.example.com.`,
  });
}

async function readLocalKey(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    const code = systemCode(error);
    throw new Failure('forbidden', `There is no key to open the server with: ${file} cannot be read (${code}).`, {
      hint:
        code === 'EACCES'
          ? 'It belongs to the user who runs the server. Give a key of your own with --key or HEARTWOOD_API_KEY.'
          : 'Run this beside heartwood-data, name its place with --data or --config, or give a key with --key or HEARTWOOD_API_KEY.',
      cause: error,
    });
  }
}
