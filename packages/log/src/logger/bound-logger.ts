import { auditCall, type StreamTypes } from '../audit/audit-call.js';
import { type AuditAction, type AuditEvent, auditParts } from '../audit/audit-event.js';
import type { AuditTrail } from '../audit/audit-sink.js';
import { type ActiveSpan, activeSpans } from '../context/active-span.js';
import { type ContextFields, currentContext, currentScope } from '../context/context.js';
import type { EntryType } from '../entry/entry-type.js';
import { freeForm } from '../entry/free-form.js';
import { LEVELS, type Level, type LevelNumber } from '../level.js';
import type { NoiseControl } from '../noise/noise-control.js';
import { BoundFields } from '../serialize/bound-fields.js';
import type { FreeFields } from '../serialize/free-fields.js';
import type { Sink } from '../sinks/sink.js';
import { ATTACH, type Attachable } from './attach.js';
import { DRAFT, type Draft, type Drafting } from './draft.js';
import { type EntryWriter, fieldsOf } from './entry-writer.js';
import type { FreeFormFields, Logger, LoggerStats } from './logger.js';
import { thresholdOf } from './module-levels.js';
import type { Outlet } from './outlet.js';
import type { Settings } from './settings.js';

/** What all loggers of one `createLogger` share. */
export interface LoggerCore {
  readonly settings: Settings;
  readonly writer: EntryWriter;
  readonly free: FreeFields;
  readonly outlet: Outlet;
  readonly streamTypes: StreamTypes;
  /** `undefined`: everything from the level up is written. */
  readonly noise: NoiseControl | undefined;
  /** What has an audited entry before the call returns; `undefined` when nothing was asked to. */
  readonly auditTrail: AuditTrail | undefined;
  /** Takes back the handlers of process events. */
  readonly release: () => void;
}

const DEFAULT_TIMEOUT_MS = 5_000;

/** The levels of calls that are made often enough for their cost to matter when they are off. */
const BELOW_ERROR = ['debug', 'info', 'warning'] as const;

const off = (): void => {};

/** The one implementation of {@link Logger}: a name, a level and fields over the shared core. */
export class BoundLogger implements Logger, Attachable, Drafting {
  readonly #core: LoggerCore;
  readonly #name: string | undefined;
  readonly #bound: BoundFields;
  readonly #threshold: number;

  constructor(core: LoggerCore, name: string | undefined, bound: BoundFields) {
    this.#core = core;
    this.#name = name;
    this.#bound = bound;
    this.#threshold = thresholdOf(name, core.settings.levels, core.settings.level);
    // A level that is off costs an empty call. With noise control it depends on where the caller runs.
    if (core.noise === undefined)
      for (const level of BELOW_ERROR) if (LEVELS[level] < this.#threshold) this[level] = off;
  }

  emit(type: EntryType, values?: object): void {
    const level = levelOf(type);
    if (level < this.#threshold && !isEvidence(type) && !this.#holdsBack()) return;
    this.#writeTyped(type, level, values, this.#boundHere());
  }

  audit(first: EntryType | AuditAction, values?: object, event?: AuditEvent): void {
    this.#record('audit', first, values, event);
  }

  security(first: EntryType | AuditAction, values?: object, event?: AuditEvent): void {
    this.#record('security', first, values, event);
  }

  debug(message: string, fields?: FreeFormFields): void {
    if (this.#threshold <= LEVELS.debug || this.#holdsBack()) this.#write('debug', LEVELS.debug, message, fields);
  }

  info(message: string, fields?: FreeFormFields): void {
    if (this.#threshold <= LEVELS.info || this.#holdsBack()) this.#write('info', LEVELS.info, message, fields);
  }

  warning(message: string, fields?: FreeFormFields): void {
    if (this.#threshold <= LEVELS.warning || this.#holdsBack()) this.#write('warning', LEVELS.warning, message, fields);
  }

  error(message: string, fields?: FreeFormFields): void {
    if (this.#threshold <= LEVELS.error || this.#holdsBack()) this.#write('error', LEVELS.error, message, fields);
  }

  critical(message: string, fields?: FreeFormFields): void {
    if (this.#threshold <= LEVELS.critical || this.#holdsBack())
      this.#write('critical', LEVELS.critical, message, fields);
  }

  child(fields: ContextFields): Logger {
    const own = new BoundFields(this.#core.free.parts(fieldsOf(fields)));
    return new BoundLogger(this.#core, this.#name, this.#bound.with(own));
  }

  named(name: string): Logger {
    const full = this.#name === undefined ? name : `${this.#name}.${name}`;
    const own = new BoundFields(new Map([['logger', `,"logger":${JSON.stringify(full)}`]]));
    return new BoundLogger(this.#core, full, this.#bound.with(own));
  }

  flush(options: { timeoutMs?: number } = {}): Promise<boolean> {
    this.#core.noise?.flush();
    return this.#core.outlet.flush(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  }

  async close(options: { timeoutMs?: number } = {}): Promise<void> {
    this.#core.noise?.flush();
    await this.#core.outlet.close(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    this.#core.auditTrail?.close();
    this.#core.release();
  }

  stats(): LoggerStats {
    const { writer, outlet, noise } = this.#core;
    return {
      entries: writer.entries,
      degraded: writer.degraded,
      invalid: writer.invalid,
      withoutKey: writer.withoutKey,
      findings: this.#core.free.redaction.counts(),
      sinkFailures: outlet.failures,
      ...(noise !== undefined && { noise: noise.stats }),
      sinks: outlet.stats(),
    };
  }

  #write(level: Level, number: LevelNumber, message: string, fields: FreeFormFields | undefined): void {
    const { outlet, writer, noise } = this.#core;
    if (noise === undefined) outlet.write(writer.freeForm(level, message, fields, this.#boundHere()), number);
    else {
      const line = (): string => writer.freeForm(level, message, fields, this.#boundHere());
      noise.take({ event: freeForm.name, level, below: number < this.#threshold, evidence: false, line });
    }
  }

  /** Whether entries below the level are kept until their context fails. */
  #holdsBack(): boolean {
    return this.#core.noise?.holdsBack === true;
  }

  /** Everything to its destinations without waiting: the process is about to end. */
  flushSync(): void {
    this.#core.noise?.flush();
    this.#core.outlet.flushSync();
  }

  [ATTACH](sink: Sink, alone: boolean): () => void {
    return this.#core.outlet.attach(sink, alone);
  }

  #writeTyped(type: EntryType, level: LevelNumber, values: object | undefined, bound: BoundFields): void {
    const { outlet, writer, noise, auditTrail } = this.#core;
    if (noise === undefined || isEvidence(type)) {
      const line = writer.typed(type, values, bound);
      if (auditTrail !== undefined && type?.stream === 'audit') auditTrail.write(line);
      outlet.write(line, level);
    } else {
      const line = (): string => writer.typed(type, values, bound);
      const candidate = { event: type?.name ?? '', level: type?.level ?? 'error', evidence: false };
      noise.take({ ...candidate, below: level < this.#threshold, line });
    }
  }

  /** Audit and security entries are written whatever the level: switching them off must not be a matter of a variable. */
  #record(stream: 'audit' | 'security', first: EntryType | AuditAction, given?: object, about?: AuditEvent): void {
    const { type, values, bound } = this.#recorded(stream, first, given, about);
    this.#writeTyped(type, levelOf(type), values, bound);
  }

  #recorded(stream: 'audit' | 'security', first: EntryType | AuditAction, given?: object, about?: AuditEvent) {
    const { free, streamTypes, writer } = this.#core;
    const { type, values, event, incomplete } = auditCall(stream, first, given, about);
    if (incomplete) writer.countInvalid();
    const parts = auditParts(type, values, event, currentContext(), free.redaction);
    const bound = this.#boundHere().with(new BoundFields(free.parts(parts)));
    return { type: streamTypes.in(stream, type), values, bound };
  }

  get [DRAFT](): Drafting[typeof DRAFT] {
    return {
      make: (stream, first, given, about) => {
        const { type, values, bound } =
          stream === undefined && isMeantAsType(first)
            ? { type: first, values: given, bound: this.#boundHere() }
            : this.#recorded(stream ?? 'audit', first, given, about);
        const { writer } = this.#core;
        const line = writer.unsequenced(() => writer.typed(type, values, bound)).replace(',"seq":0', '');
        return { line, level: levelOf(type), audited: type?.stream === 'audit' };
      },
      write: ({ line, level, audited }: Draft) => {
        if (audited) this.#core.auditTrail?.write(line);
        this.#core.outlet.write(line, level);
      },
      persist: (timeoutMs) => this.#core.outlet.persist(timeoutMs),
    };
  }

  /** The context's fields with this logger's own over them, and with the ids of OpenTelemetry's active span over both. */
  #boundHere(): BoundFields {
    const scope = currentScope();
    const bound = scope === undefined ? this.#bound : scope.bound(this.#core.free).with(this.#bound);
    const span = activeSpans.current();
    return span === undefined ? bound : bound.with(spanFields(span));
  }
}

const spanFields = ({ trace_id, span_id }: ActiveSpan): BoundFields =>
  new BoundFields(
    new Map([
      ['trace_id', `,"trace_id":${JSON.stringify(trace_id)}`],
      ['span_id', `,"span_id":${JSON.stringify(span_id)}`],
    ]),
  );

/** Whether a type belongs to a stream that records what people did: no level holds such an entry back. */
const isEvidence = (type: EntryType): boolean => type?.stream === 'audit' || type?.stream === 'security';

/** Whatever is no action: one that is not there is written as what it is, as by `emit`. */
const isMeantAsType = (first: EntryType | AuditAction): first is EntryType =>
  typeof first !== 'object' || first === null || 'fields' in first || !('action' in first);

/** A type that is not there, as after a circular import, is an error worth an entry and no reason to throw. */
function levelOf(type: EntryType): LevelNumber {
  try {
    return LEVELS[type.level] ?? LEVELS.error;
  } catch {
    return LEVELS.error;
  }
}
