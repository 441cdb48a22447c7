/** Scope of the records this library hands to OpenTelemetry; the exporter passes over them, so that nothing goes in circles. */
export const SCOPE = '@heartwood/log';
