import { redactValue } from '@heartwood/redact';
import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { Level } from '../level.js';
import type { Logger } from '../logger/logger.js';
import { SCOPE } from './names.js';

/**
 * An exporter for OpenTelemetry's logs SDK that writes what others log through OpenTelemetry – instrumentations, libraries, another
 * logging library's bridge – as entries of this logger: the body as message, the scope as its name (`otel.<scope>`), attributes as
 * fields, masked by name, trace and span ids in their places. Records of {@link opentelemetry} are passed over, so that both
 * can be used at once.
 *
 * @example
 * const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: logExporter({ log }) })] });
 */
export function logExporter(options: { readonly log: Logger }): LogRecordExporter {
  const root = options.log.named('otel');
  const scopes = new Map<string, Logger>();
  const loggerOf = (scope: string): Logger => {
    const known = scopes.get(scope);
    if (known !== undefined) return known;
    const made = scope === '' ? root : root.named(scope);
    if (scopes.size < MAX_SCOPES) scopes.set(scope, made);
    return made;
  };
  return {
    export(records, done) {
      for (const record of records) {
        const { name } = record.instrumentationScope;
        if (name === SCOPE) continue;
        loggerOf(name)[levelOf(record.severityNumber)](textOf(record.body), fieldsOf(record));
      }
      done({ code: 0 });
    },
    async forceFlush() {
      await options.log.flush();
    },
    // The logger belongs to the application, which closes it.
    async shutdown() {
      await options.log.flush();
    },
  };
}

/** Scopes whose loggers are kept. */
const MAX_SCOPES = 1_000;

/** https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber; without one, a record is information. */
function levelOf(severity: number | undefined): Level {
  if (severity === undefined || severity === 0) return 'info';
  if (severity >= 21) return 'critical';
  if (severity >= 17) return 'error';
  if (severity >= 13) return 'warning';
  return severity >= 9 ? 'info' : 'debug';
}

const textOf = (body: unknown): string =>
  typeof body === 'string' ? body : body === undefined || body === null ? '' : JSON.stringify(redactValue(body));

function fieldsOf(record: ReadableLogRecord): Record<string, unknown> {
  const { attributes, eventName, spanContext, severityText, hrTime } = record;
  return {
    ...attributes,
    event_name: eventName,
    severity_text: severityText,
    // Seconds and nanoseconds since 1970.
    occurred_at: new Date(hrTime[0] * 1_000 + hrTime[1] / 1e6).toISOString(),
    ...(spanContext && { trace_id: spanContext.traceId, span_id: spanContext.spanId }),
  };
}
