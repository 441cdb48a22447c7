export { logExporter } from './log-exporter.js';
export { type OpenTelemetryOptions, opentelemetry } from './otel-sink.js';
