import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { fromEnvironment } from './environment.js';
import { configKeys } from './key.js';
import { ConfigError, type ConfigProblem, problemsOf } from './problem.js';
import { type Config, configSchema } from './schema.js';
import { resolveSecrets } from './secret.js';
import { isTree, leafPaths, merge, type Tree } from './tree.js';

export interface LoadOptions {
  /** heartwood.yaml; without it only the environment and the defaults count. Must exist. */
  readonly file?: string;
  /** Default: the process's environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Wins over file and environment: what a command line's flags say, as a nested object like heartwood.yaml's. */
  readonly overrides?: Tree;
  /** Default: the process's working directory. */
  readonly workingDirectory?: string;
}

/** heartwood.yaml as it is written. @throws ConfigError when it cannot be read or is no mapping */
export function readYaml(file: string): Tree {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const absent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = absent ? 'there is no such file; check the path given with --config' : `cannot be read: ${reason}`;
    throw new ConfigError([{ key: 'heartwood.yaml', source: file, message }], { cause });
  }
  const document = parseDocument(text, { prettyErrors: true });
  // The first only: those after it mostly follow from it.
  const [mistake] = document.errors;
  if (mistake !== undefined) {
    throw new ConfigError([{ key: 'heartwood.yaml', source: file, message: `is not YAML: ${mistake.message}` }]);
  }
  const value: unknown = document.toJS() ?? {};
  if (isTree(value)) return value;
  throw new ConfigError([
    { key: 'heartwood.yaml', source: file, message: 'must be a mapping of keys, as in `listen: {port: 4710}`' },
  ]);
}

/**
 * Reads heartwood.yaml and the `HEARTWOOD_*` environment (which wins), fills in defaults and validates.
 *
 * @returns sizes in bytes, durations in milliseconds, paths absolute
 * @throws ConfigError naming every key that is wrong, where it was written and what to do
 * @example const config = loadConfig({ file: 'heartwood.yaml' });
 */
export function loadConfig(options: LoadOptions = {}): Config {
  const workingDirectory = options.workingDirectory ?? process.cwd();
  const file = options.file === undefined ? undefined : resolve(workingDirectory, options.file);
  const base = file === undefined ? workingDirectory : dirname(file);
  const keys = configKeys();
  const problems: ConfigProblem[] = [];

  const written = file === undefined ? {} : readYaml(file);
  for (const { path, secret, variable } of keys) {
    if (secret && leafPaths(written).includes(path)) {
      problems.push({
        key: path,
        source: file ?? '',
        message: `is a secret and does not belong in this file; set ${variable}, or ${path}_file to the path of a file that holds it`,
      });
    }
  }
  const environment = fromEnvironment(options.environment ?? process.env, keys);
  problems.push(...environment.problems);
  const merged = merge(merge(written, environment.tree), options.overrides ?? {});
  const secrets = resolveSecrets(merged, keys, base);
  problems.push(...secrets.problems);

  const parsed = configSchema.safeParse(secrets.tree);
  const sourceOf = (path: string): string =>
    leafPaths(options.overrides ?? {}).includes(path)
      ? 'command line'
      : (environment.variables.get(path) ?? file ?? 'defaults');
  if (!parsed.success) problems.push(...parsed.error.issues.flatMap((issue) => problemsOf(issue, sourceOf, keys)));
  else problems.push(...contradictions(parsed.data, sourceOf));
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems);
  return absolute(parsed.data, base);
}

function contradictions({ listen, spool }: Config, sourceOf: (path: string) => string): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if ((listen.tls_cert_file === undefined) !== (listen.tls_key_file === undefined)) {
    const missing = listen.tls_cert_file === undefined ? 'listen.tls_cert_file' : 'listen.tls_key_file';
    problems.push({
      key: missing,
      source: sourceOf(missing),
      message: 'is missing; TLS needs the certificate and its key',
    });
  }
  if (spool.max_size < spool.segment_size) {
    problems.push({
      key: 'spool.max_size',
      source: sourceOf('spool.max_size'),
      message: 'must be at least spool.segment_size',
    });
  }
  return problems;
}

function absolute(config: Config, base: string): Config {
  const { listen, engine } = config;
  return {
    ...config,
    data_dir: resolve(base, config.data_dir),
    listen: {
      ...listen,
      ...(listen.tls_cert_file && { tls_cert_file: resolve(base, listen.tls_cert_file) }),
      ...(listen.tls_key_file && { tls_key_file: resolve(base, listen.tls_key_file) }),
    },
    engine: { ...engine, ...(engine.tls_ca_file && { tls_ca_file: resolve(base, engine.tls_ca_file) }) },
  };
}
