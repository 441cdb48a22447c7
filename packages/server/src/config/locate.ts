import { dirname, resolve } from 'node:path';
import { fromEnvironment } from './environment.js';
import { configKeys } from './key.js';
import { type LoadOptions, readYaml } from './load.js';
import { ConfigError, problemsOf } from './problem.js';
import { configSchema } from './schema.js';
import { merge } from './tree.js';

/** Where a server of this configuration is found. */
export interface ServerPlace {
  /** Its address as this machine reaches it, without a slash at the end. */
  readonly url: string;
  /** Absolute. */
  readonly dataDir: string;
}

const placeSchema = configSchema.pick({ data_dir: true, listen: true });

/**
 * Where the server is that `loadConfig` with the same options configures. Reads nothing but that: the secrets belong to the server's
 * own user, and mistakes elsewhere are its to complain about.
 *
 * @throws ConfigError when the file cannot be read, or says something about the place that cannot be
 * @example const { url, dataDir } = locateServer({ file: 'heartwood.yaml' });
 */
export function locateServer(options: LoadOptions = {}): ServerPlace {
  const workingDirectory = options.workingDirectory ?? process.cwd();
  const file = options.file === undefined ? undefined : resolve(workingDirectory, options.file);
  const base = file === undefined ? workingDirectory : dirname(file);
  const keys = configKeys();
  const environment = fromEnvironment(options.environment ?? process.env, keys);
  const written = merge(file === undefined ? {} : readYaml(file), environment.tree);
  const { data_dir, listen } = merge(written, options.overrides ?? {});
  const parsed = placeSchema.safeParse({ data_dir, listen });
  if (!parsed.success) {
    const sourceOf = (path: string): string => environment.variables.get(path) ?? file ?? 'command line';
    throw new ConfigError(parsed.error.issues.flatMap((issue) => problemsOf(issue, sourceOf, keys)));
  }
  return { url: addressOf(parsed.data.listen), dataDir: resolve(base, parsed.data.data_dir) };
}

/** The address at which this machine reaches what listens so. */
export function addressOf(listen: { host: string; port: number; tls_cert_file?: string | undefined }): string {
  const scheme = listen.tls_cert_file === undefined ? 'http' : 'https';
  // Every interface is no address that a browser can open; this machine's own is.
  const host = listen.host === '0.0.0.0' || listen.host === '::' ? '127.0.0.1' : listen.host;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${listen.port}`;
}
