import { type EntryDraft, type RecordBody, TEXT_FIELDS, type TextField } from '../../record/index.js';
import type { PushedEntry } from './decode.js';
import { detectLevel } from './detected-level.js';

/** Labels that Loki tries for a service name, in order (pkg/validation/limits.go, `discover_service_name`). */
const SERVICE_LABELS = [
  'service',
  'app',
  'application',
  'app_name',
  'name',
  'app_kubernetes_io_name',
  'container',
  'container_name',
  'k8s_container_name',
  'component',
  'workload',
  'job',
  'k8s_job_name',
];

export interface LokiMapOptions {
  /** Adds the label `service_name` and the metadata `detected_level` as Loki does; Grafana's Logs Drilldown needs both. Default true. */
  readonly discover?: boolean;
}

/** These are stream labels of ours; a pushed entry has its own labels, so metadata of such a name stays metadata. */
const OUR_LABELS: ReadonlySet<string> = new Set(['service', 'environment', 'event']);
const LIFTED: ReadonlySet<string> = new Set(TEXT_FIELDS.filter((name) => !OUR_LABELS.has(name)));
const isLifted = (name: string): name is TextField => LIFTED.has(name);

/**
 * Maps a pushed entry: labels exactly as they came, the line verbatim as message, structured metadata as fields (ids such as
 * `trace_id` go to their own columns, where they are indexed). Level and service are derived for display.
 */
export function mapPushed(entry: Extract<PushedEntry, { line: string }>, options: LokiMapOptions = {}): EntryDraft {
  const { discover = true } = options;
  const labels: Record<string, string> = { ...entry.labels };
  const service =
    labels.service_name ?? SERVICE_LABELS.map((name) => labels[name]).find((value) => value) ?? 'unknown_service';
  const level = entry.metadata.detected_level ?? detectLevel(labels, entry.metadata, entry.line);
  const body: RecordBody = { message: entry.line, service, fields: {}, labels };
  for (const [name, value] of Object.entries(entry.metadata)) {
    if (isLifted(name)) body[name] = value;
    else body.fields[name] = value;
  }
  if (discover) {
    labels.service_name = service;
    body.fields.detected_level = level;
  }
  return { claims: { timestamp: entry.timestamp, ...(level === 'unknown' ? {} : { level }) }, body };
}
