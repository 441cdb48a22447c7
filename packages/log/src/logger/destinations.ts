import { elasticsearch } from '../sinks/elasticsearch/elasticsearch.js';
import { file, rotationProblems } from '../sinks/file/file.js';
import { heartwood } from '../sinks/heartwood/heartwood.js';
import { loki } from '../sinks/loki/loki.js';
import { otlp } from '../sinks/otlp/otlp.js';
import type { Sink } from '../sinks/sink.js';
import { stdout } from '../sinks/stdout.js';
import type { Environment } from './settings.js';

/** Destinations the operator can name, each configured by its own variables. */
const DESTINATIONS: Readonly<Record<string, (env: Environment) => Sink | undefined>> = {
  stdout: () => stdout(),
  stderr: () => stdout({ descriptor: 2 }),
  file: (env) => (env.LOG_FILE_PATH ? file({ path: env.LOG_FILE_PATH }) : undefined),
  heartwood: () => heartwood(),
  loki: () => loki(),
  elasticsearch: () => elasticsearch(),
  otlp: () => otlp(),
};

/**
 * The variable that adds a destination without touching the code. There is none for OTLP: its variables are often set for traces alone,
 * so it has to be named in `LOG_DESTINATIONS`.
 */
const ADDED_BY: Readonly<Record<string, string>> = {
  file: 'LOG_FILE_PATH',
  heartwood: 'HEARTWOOD_URL',
  loki: 'LOKI_URL',
  elasticsearch: 'ELASTICSEARCH_URL',
};

/**
 * The destinations of a logger: those the code gives and those the environment adds, or exactly those `LOG_DESTINATIONS` names (L7, L8). A
 * named destination the code has configured is that one.
 */
export function sinksOf(
  asked: readonly Sink[],
  env: Environment,
): { sinks: readonly Sink[]; problems: readonly string[] } {
  const usable = asked.filter(isSink);
  // As with a mistake in a variable: none must leave the application without any log.
  const given = usable.length > 0 || asked.length === 0 ? usable : [stdout()];
  const wrong = asked.flatMap((one, index) =>
    isSink(one) ? [] : [`sinks[${index}] is no sink: give what a function such as stdout() returns`],
  );
  const problems = [...wrong, ...rotationProblems(env)];
  const names = namesIn(env.LOG_DESTINATIONS ?? '');
  if (names.length === 0) {
    const missing = Object.keys(ADDED_BY).filter(
      (name) => env[ADDED_BY[name] ?? ''] && !given.some((sink) => sink.name === name),
    );
    return { sinks: [...given, ...missing.flatMap((name) => DESTINATIONS[name]?.(env) ?? [])], problems };
  }
  const sinks: Sink[] = [];
  for (const name of names) {
    const configured = given.filter((sink) => sink.name === name);
    const made = configured.length > 0 ? configured : [destinationOf(name, env)];
    for (const one of made) {
      if (typeof one === 'string') problems.push(one);
      else sinks.push(one);
    }
  }
  // A mistake in a variable must not leave the application without any log.
  return { sinks: sinks.length > 0 ? sinks : given, problems };
}

/** What the type system says, for those who write JavaScript: `stdout` without its parentheses, a name, nothing. */
const isSink = (one: Partial<Sink> | null | undefined): one is Sink =>
  typeof one?.write === 'function' && typeof one.stats === 'function';

const namesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
  ),
];

/** The destination of this name, or what is wrong with it. */
function destinationOf(name: string, env: Environment): Sink | string {
  const make = Object.hasOwn(DESTINATIONS, name) ? DESTINATIONS[name] : undefined;
  if (make === undefined) {
    return `LOG_DESTINATIONS: '${name}' is none of ${Object.keys(DESTINATIONS).join(', ')}, and no sink of the logger has that name`;
  }
  return make(env) ?? `LOG_DESTINATIONS: '${name}' needs LOG_FILE_PATH`;
}
