import { hostname } from 'node:os';
import { isMainThread, threadId } from 'node:worker_threads';
import { errorDetail } from '@heartwood/redact';
import { StreamTypes } from '../audit/audit-call.js';
import { AuditTrail } from '../audit/audit-sink.js';
import { entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import { NoiseControl } from '../noise/noise-control.js';
import { usableNoise } from '../noise/noise-settings.js';
import { Protection } from '../protection/protection.js';
import { Redaction } from '../redaction/redaction.js';
import { NOTHING_BOUND } from '../serialize/bound-fields.js';
import { type BackEnd, chooseBackEnd } from '../serialize/compile.js';
import { FreeFields } from '../serialize/free-fields.js';
import type { Sink } from '../sinks/sink.js';
import { stdout } from '../sinks/stdout.js';
import { BoundLogger, type LoggerCore } from './bound-logger.js';
import { sinksOf } from './destinations.js';
import { EntryWriter } from './entry-writer.js';
import { handleExit } from './exit.js';
import type { Logger } from './logger.js';
import { Outlet } from './outlet.js';
import { type LoggerOptions, type Settings, settingsOf } from './settings.js';

/** Logged at the start for every setting that could not be used. */
const configurationInvalid = entryType('log.configuration_invalid', {
  level: 'warning',
  message: 'Log setting ignored: {problem}',
  description: 'A setting of the logging library has a value it cannot use; its default holds.',
  fields: { problem: f.string() },
});

/**
 * Creates the logger of an application; one per process. A wrong setting or a destination that cannot be opened never
 * stops the application: it is logged, counted in `stats()`, and the rest works.
 *
 * @example
 * export const log = createLogger({ service: 'shop', version: '1.4.0' });
 * log.info('Ready', { port: 3000 });
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  return assembleLogger(options, { now: options.now ?? Date.now, backEnd: chooseBackEnd(options.serializers) });
}

/** The same with the clock and the serializers' back end given. */
export function assembleLogger(options: LoggerOptions, parts: { now: () => number; backEnd: BackEnd }): Logger {
  const settings = settingsOf(options);
  const { sinks, problems } = sinksOf(options.sinks ?? [stdout()], settings.env);
  const noiseProblems: string[] = [];
  const noise = options.noise && usableNoise(options.noise, (problem) => noiseProblems.push(problem));
  const unopened: string[] = [];
  const outlet = new Outlet(openedSinks(sinks, settings, unopened));
  // Not at once: the entry that has the value is being written.
  const report = (problem: string): void => queueMicrotask(() => log.emit(configurationInvalid, { problem }));
  const protection = new Protection(settings.keys, report);
  const free = new FreeFields(new Redaction(settings.redaction, protection));
  const writer = new EntryWriter(originOf(settings), free, protection, parts.backEnd, parts.now);
  const handlers = { release: () => {} };
  const core: LoggerCore = {
    ...{ settings, writer, free, outlet },
    streamTypes: new StreamTypes(),
    noise: noise && new NoiseControl(noise, writer, (line, level) => outlet.write(line, level)),
    auditTrail: options.auditTo === undefined ? undefined : new AuditTrail(options.auditTo),
    release: () => handlers.release(),
  };
  const log = new BoundLogger(core, undefined, NOTHING_BOUND);
  if (settings.handleExit) handlers.release = handleExit(log);
  for (const problem of [...settings.problems, ...problems, ...unopened, ...noiseProblems])
    log.emit(configurationInvalid, { problem });
  return log;
}

/** A sink that cannot be opened is left in: it drops and counts as it sees fit, and the others work. */
function openedSinks(sinks: readonly Sink[], settings: Settings, problems: string[]): readonly Sink[] {
  const { service, version, format, entryTypes, contextFields, env } = settings;
  for (const sink of sinks) {
    try {
      sink.open?.({ service, version, format, entryTypes, contextFields, env });
    } catch (cause) {
      problems.push(`the sink '${sink.name}' could not be opened: ${errorDetail(cause).message ?? ''}`);
    }
  }
  return sinks;
}

/** The fields that are the same in every entry of the process. */
function originOf(settings: Settings): string {
  const origin = {
    service: settings.service,
    environment: settings.environment,
    version: settings.version,
    host: hostname(),
    pid: process.pid,
    thread: isMainThread ? undefined : String(threadId),
  };
  return JSON.stringify(origin).slice(1, -1);
}
