export { type AnalyticsIds, type AnalyticsOptions, analyticsIds } from './analytics/analytics-ids.js';
export type { Actor, AuditAction, AuditEvent, Outcome, Severity, Target } from './audit/audit-event.js';
export { type AuditFileOptions, auditFile } from './audit/audit-file.js';
export { type AuditSink, AuditWriteError } from './audit/audit-sink.js';
export type { Baggage } from './context/baggage.js';
export { addBaggage, type CarryingContext, currentBaggage } from './context/carried.js';
export { addContext, type ContextFields, currentContext, withContext } from './context/context.js';
export { contextFromHeaders, contextHeaders, type IncomingHeaders } from './context/headers.js';
export { extractContext, injectContext } from './context/message.js';
export { formatTraceparent, newSpan, parseTraceparent, type TraceContext } from './context/traceparent.js';
export {
  describeEntryTypes,
  type EntryTypeDescription,
  type EntryTypesDescription,
  type FieldDescription,
} from './entry/describe-entry-types.js';
export {
  atLevel,
  type EntryType,
  type EntryTypeDefinition,
  type EntryValues,
  entryType,
  type Stream,
} from './entry/entry-type.js';
export { type EntryTypes, entryTypes } from './entry/entry-types.js';
export { type DeclarationErrorCode, EntryTypeError } from './entry/errors.js';
export {
  type ByName,
  type DecimalValue,
  type Field,
  type FieldClass,
  type FieldOptions,
  type FieldStrategy,
  type Fields,
  type FieldType,
  type FieldValues,
  field,
  field as f,
  type MaskKeep,
} from './entry/field.js';
export { freeForm } from './entry/free-form.js';
export type { AuditDetail, StandardFields, StandardName } from './entry/reserved-names.js';
export type { SchemaFields, SchemaOptions } from './entry/schema-fields.js';
export type { SchemaInput, StandardSchema } from './entry/standard-schema.js';
export type { Level } from './level.js';
export { createLogger } from './logger/create-logger.js';
export type { EmitArguments, FreeFormFields, Logger, LoggerStats } from './logger/logger.js';
export type { ModuleLevels } from './logger/module-levels.js';
export type { LoggerOptions } from './logger/settings.js';
export type { NoiseOptions, NoiseStats } from './noise/noise-control.js';
export { DecryptError, type DecryptErrorCode, decryptField } from './protection/cipher.js';
export { FieldKeyError, type FieldKeys, type KeyText } from './protection/key.js';
export type { RedactionCounts, RedactionOptions } from './redaction/redaction.js';
export { type CompiledSerializers, serializerModule } from './serialize/module.js';
export { type ElasticsearchOptions, elasticsearch } from './sinks/elasticsearch/elasticsearch.js';
export { type FileOptions, file } from './sinks/file/file.js';
export { type HeartwoodOptions, heartwood } from './sinks/heartwood/heartwood.js';
export { type LokiOptions, loki } from './sinks/loki/loki.js';
export { type MemorySink, memory, type WrittenEntry } from './sinks/memory.js';
export { type OnlyOptions, only } from './sinks/only.js';
export { type OtlpOptions, otlp } from './sinks/otlp/otlp.js';
export type { TlsOptions } from './sinks/shipping/post.js';
export type { Format, Sink, SinkSettings, SinkStats } from './sinks/sink.js';
export { type StdoutOptions, stdout } from './sinks/stdout.js';
export { millisecondsSince } from './stamp/elapsed.js';
