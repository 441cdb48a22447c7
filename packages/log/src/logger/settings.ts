import type { AuditSink } from '../audit/audit-sink.js';
import type { EntryTypes } from '../entry/entry-types.js';
import { type Level, parseLevel } from '../level.js';
import type { NoiseOptions } from '../noise/noise-control.js';
import { encryptKeyOf, type FieldKeys, type KeyText, tokeniseKeyOf } from '../protection/key.js';
import type { ProtectionKeys } from '../protection/protection.js';
import type { RedactionOptions } from '../redaction/redaction.js';
import { checkedRuleModes, parseRuleModes } from '../redaction/rule-modes.js';
import type { CompiledSerializers } from '../serialize/module.js';
import type { Format, Sink } from '../sinks/sink.js';
import { type ModuleLevels, parseModuleLevels } from './module-levels.js';

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What {@link createLogger} takes. A variable of the environment wins over the option it names. */
export interface LoggerOptions {
  /** Name of the service. `LOG_SERVICE`. Default `app`. */
  readonly service?: string;
  /** Where it runs. `LOG_ENVIRONMENT`. Default: `NODE_ENV`, else `development`. */
  readonly environment?: string;
  /** Version of the service. `LOG_VERSION`. */
  readonly version?: string;
  /** Lowest level written. `LOG_LEVEL`. Default: `info` in production, `debug` elsewhere. */
  readonly level?: Level;
  /** Lowest level by module, see `log.named`. `LOG_LEVELS`, as in `payments=DEBUG,http=WARNING`. */
  readonly levels?: ModuleLevels;
  /** Look of the standard output. `LOG_FORMAT`. Default: `console` in development and test, `json` elsewhere. */
  readonly format?: Format;
  /**
   * Where lines go. Default: `stdout()`. `LOG_FILE_PATH`, `HEARTWOOD_URL`, `LOKI_URL` and `ELASTICSEARCH_URL` add a destination where the
   * list has none of the kind; `LOG_DESTINATIONS`, as in `stdout,loki`, names exactly those to write to.
   */
  readonly sinks?: readonly Sink[];
  /**
   * Destinations that must have an entry of the stream `audit` before the log call returns: `auditFile({ path })`. When one of them
   * has not, the call throws `AuditWriteError`, and no sink gets the entry. Default: none, and no log call ever throws.
   */
  readonly auditTo?: readonly AuditSink[];
  /**
   * The entry types of the application, see `entryTypes()`. A Heartwood server is told of them, shows them, and counts entries that differ. Default:
   * none, and it is told nothing.
   */
  readonly entryTypes?: EntryTypes;
  /**
   * Names of your own that the context and child loggers give to entries beside their declared fields, as in `['tenant']`. A server that knows the
   * entry types does not take them for mistakes. Default: none.
   */
  readonly contextFields?: readonly string[];
  /** What may be left out: sampling, rate limits, repeats, and debug entries of what succeeds. Default: nothing. */
  readonly noise?: NoiseOptions;
  /** Keys for fields with the strategy `tokenise` or `encrypt`. `LOG_TOKENISE_KEY`, `LOG_ENCRYPT_KEY`. Default: none, and such fields are masked. */
  readonly keys?: FieldKeys;
  /**
   * What is masked beyond the declared fields: the mode of each rule, more secret names, what is let through. `LOG_REDACT`,
   * `LOG_REDACT_KEYS`. Default: secrets, cards and national numbers are masked, e-mail and IP addresses counted.
   */
  readonly redaction?: RedactionOptions;
  /** Log uncaught exceptions and flush before the process ends, also on SIGTERM, SIGINT and SIGHUP. Default true. */
  readonly handleExit?: boolean;
  /** What `heartwood compile` made, for where no code may be made at run time. Default: none. */
  readonly serializers?: CompiledSerializers;
  /** The clock, milliseconds since 1970, for entries about another time than now: an import, a replay. Default `Date.now`. */
  readonly now?: () => number;
  /** Default `process.env`. */
  readonly env?: Environment;
}

/** The options with everything decided. */
export interface Settings {
  readonly service: string;
  readonly environment: string;
  readonly version: string | undefined;
  readonly level: Level;
  readonly levels: ModuleLevels;
  readonly format: Format;
  readonly entryTypes: EntryTypes | undefined;
  readonly contextFields: readonly string[] | undefined;
  readonly keys: ProtectionKeys;
  readonly redaction: RedactionOptions;
  readonly handleExit: boolean;
  readonly env: Environment;
  /** What was wrong in the configuration. A wrong setting never stops the application: the default holds and this is logged. */
  readonly problems: readonly string[];
}

/** Decides every setting from options, environment and defaults (L5, L6, L7). */
export function settingsOf(options: LoggerOptions): Settings {
  const env = options.env ?? process.env;
  const problems: string[] = [];
  const environment = given(env, 'LOG_ENVIRONMENT') ?? options.environment ?? given(env, 'NODE_ENV') ?? 'development';
  const fallback = environment === 'production' ? 'info' : 'debug';
  const fromEnv = parseModuleLevels(given(env, 'LOG_LEVELS') ?? '', (problem) => problems.push(problem));
  return {
    service: given(env, 'LOG_SERVICE') ?? options.service ?? 'app',
    environment,
    version: given(env, 'LOG_VERSION') ?? options.version,
    level:
      levelOf('LOG_LEVEL', given(env, 'LOG_LEVEL'), problems) ?? levelOf('level', options.level, problems) ?? fallback,
    levels: { ...options.levels, ...fromEnv },
    format: formatOf(given(env, 'LOG_FORMAT'), problems) ?? options.format ?? defaultFormat(environment),
    entryTypes: options.entryTypes,
    contextFields: options.contextFields,
    keys: {
      tokenise: keyOf('tokenise', 'LOG_TOKENISE_KEY', tokeniseKeyOf, options, env, problems),
      encrypt: keyOf('encrypt', 'LOG_ENCRYPT_KEY', encryptKeyOf, options, env, problems),
    },
    redaction: redactionOf(options.redaction ?? {}, env, problems),
    handleExit: options.handleExit ?? true,
    env,
    problems,
  };
}

const defaultFormat = (environment: string): Format =>
  environment === 'development' || environment === 'test' ? 'console' : 'json';

/** A variable that is set to something: an empty one counts as not set, as in every shell. */
const given = (env: Environment, name: string): string | undefined => env[name]?.trim() || undefined;

/** A rule that is named wrongly keeps its default. */
function redactionOf(options: RedactionOptions, env: Environment, problems: string[]): RedactionOptions {
  const onProblem = (problem: string): number => problems.push(problem);
  const rules = checkedRuleModes('redaction.rules', Object.entries(options.rules ?? {}), onProblem);
  const keys = (given(env, 'LOG_REDACT_KEYS') ?? '').split(',').map((key) => key.trim());
  return {
    rules: { ...rules, ...parseRuleModes(given(env, 'LOG_REDACT') ?? '', onProblem) },
    keys: [...(options.keys ?? []), ...keys.filter((key) => key !== '')],
    allow: options.allow ?? [],
  };
}

/** A key that cannot be used is none: its fields are masked. What is wrong is said of the place where it was given. */
function keyOf(
  name: keyof FieldKeys,
  variable: string,
  read: (key: KeyText) => Uint8Array,
  options: LoggerOptions,
  env: Environment,
  problems: string[],
): Uint8Array | undefined {
  const fromEnv = given(env, variable);
  const key = fromEnv ?? options.keys?.[name];
  if (key === undefined) return undefined;
  try {
    return read(key);
  } catch (cause) {
    const place = fromEnv === undefined ? `keys.${name}` : variable;
    problems.push(`${place}: ${cause instanceof Error ? cause.message : 'no key'}`);
    return undefined;
  }
}

function levelOf(name: string, text: string | undefined, problems: string[]): Level | undefined {
  if (text === undefined) return undefined;
  const level = parseLevel(text);
  if (level === undefined) problems.push(`${name}: '${text}' is none of DEBUG, INFO, WARNING, ERROR, CRITICAL`);
  return level;
}

function formatOf(text: string | undefined, problems: string[]): Format | undefined {
  if (text === undefined || text === 'json' || text === 'console') return text;
  problems.push(`LOG_FORMAT: '${text}' is none of json, console`);
  return undefined;
}
