import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Durations of work on entries, seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Parts of the server that know their own numbers; asked when Prometheus comes by. */
export interface MetricSources {
  readonly spool: () => { bytes: number; records: number; segments: number; corruptRecords: number; tornTails: number };
  readonly drain: () => { lagSeconds: number };
  readonly engine: () => EngineState;
}

export const ENGINE_STATES = ['starting', 'ready', 'restarting', 'stopped'] as const;
export type EngineState = (typeof ENGINE_STATES)[number];

/** One metric server-wide registry; names follow Prometheus' conventions (base units, `_total` for counters). */
export interface Metrics {
  /** The text that `/metrics` answers. */
  text(): Promise<string>;
  readonly contentType: string;
  ingested(protocol: string, counts: { accepted: number; rejected: number; bytes: number; replayed: boolean }): void;
  scrubbed(rule: string, values: number): void;
  observed(rule: string, values: number): void;
  inserted(rows: number, seconds: number): void;
  drifted(service: string, kind: string, findings: number): void;
  driftOverflowed(findings: number): void;
  insertFailed(): void;
  deadLetters(rows: number): void;
  queried(kind: string, outcome: 'ok' | 'refused' | 'failed', seconds: number): void;
  tailOpened(): void;
  tailClosed(dropped: number): void;
  engineRestarted(): void;
  loggedIn(outcome: 'success' | 'failure' | 'locked'): void;
  refused(code: string): void;
  answered(method: string, route: string, status: number, seconds: number): void;
  unexpectedError(): void;
  /** Lets the parts be asked; until then their gauges are absent. */
  connect(sources: MetricSources): void;
}

/** Makes the metrics of one server. Nothing is shared between servers of one process. */
export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Counter({ name: `heartwood_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string) => new Gauge({ name: `heartwood_${name}`, help, registers });
  const histogram = <Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Histogram({ name: `heartwood_${name}`, help, labelNames, buckets: SECONDS, registers });

  new Gauge({ name: 'heartwood_build_info', help: 'Version of the server.', labelNames: ['version'], registers }).set(
    { version },
    1,
  );
  const entries = counter('ingest_entries_total', 'Entries accepted, after fsync.', ['protocol']);
  const rejected = counter('ingest_rejected_entries_total', 'Entries rejected line by line.', ['protocol']);
  const bytes = counter('ingest_spooled_bytes_total', 'Bytes written to the spool.', ['protocol']);
  const batches = counter('ingest_batches_total', 'Batches answered; replayed ones were stored before.', [
    'protocol',
    'replayed',
  ]);
  const scrubbed = counter('scrubbed_values_total', 'Values masked at ingest, by rule.', ['rule']);
  const observed = counter(
    'scrub_observed_values_total',
    'Values that a rule in mode `observe` found and left, by rule.',
    ['rule'],
  );
  const drift = counter('entry_type_drift_total', 'Findings in entries that were not as their service declared them.', [
    'service',
    'kind',
  ]);
  const driftOverflow = counter(
    'entry_type_drift_overflow_total',
    'Findings kept as a number only, as there were too many different ones.',
  );
  const insertedRows = counter('insert_rows_total', 'Rows handed to the engine.');
  const insertSeconds = histogram('insert_seconds', 'Time of one insert into the engine.');
  const insertFailures = counter('insert_failures_total', 'Inserts that failed and will be repeated.');
  const deadLetters = counter(
    'dead_letter_rows_total',
    'Rows that the engine refused for what they hold; kept in dead-letters.ndjson.',
  );
  const queries = counter('queries_total', 'Queries, by kind and outcome.', ['kind', 'outcome']);
  const querySeconds = histogram('query_seconds', 'Time of one query.', ['kind']);
  const subscribers = gauge('tail_subscribers', 'Open live tails.');
  const tailDropped = counter(
    'tail_dropped_entries_total',
    'Entries left out of live tails because the reader was too slow.',
  );
  const restarts = counter('engine_restarts_total', 'Times the embedded engine was started again after it had ended.');
  const logins = counter('logins_total', 'Attempts to sign in.', ['outcome']);
  const refusals = counter('refused_requests_total', 'Requests refused because of who made them.', ['code']);
  const requests = counter('http_requests_total', 'HTTP requests answered.', ['method', 'route', 'status']);
  const requestSeconds = histogram('http_request_seconds', 'Time to answer an HTTP request; live tails are left out.', [
    'route',
  ]);
  const unexpected = counter(
    'unexpected_errors_total',
    'Requests that failed for a reason nobody foresaw; the log has them.',
  );

  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    ingested(protocol, counts) {
      entries.inc({ protocol }, counts.accepted);
      rejected.inc({ protocol }, counts.rejected);
      bytes.inc({ protocol }, counts.bytes);
      batches.inc({ protocol, replayed: String(counts.replayed) });
    },
    scrubbed: (rule, values) => scrubbed.inc({ rule }, values),
    observed: (rule, values) => observed.inc({ rule }, values),
    inserted(rows, seconds) {
      insertedRows.inc(rows);
      insertSeconds.observe(seconds);
    },
    drifted: (service, kind, findings) => drift.inc({ service, kind }, findings),
    driftOverflowed: (findings) => driftOverflow.inc(findings),
    insertFailed: () => insertFailures.inc(),
    deadLetters: (rows) => deadLetters.inc(rows),
    queried(kind, outcome, seconds) {
      queries.inc({ kind, outcome });
      querySeconds.observe({ kind }, seconds);
    },
    tailOpened: () => subscribers.inc(),
    tailClosed(dropped) {
      subscribers.dec();
      tailDropped.inc(dropped);
    },
    engineRestarted: () => restarts.inc(),
    loggedIn: (outcome) => logins.inc({ outcome }),
    refused: (code) => refusals.inc({ code }),
    answered(method, route, status, seconds) {
      requests.inc({ method, route, status: String(status) });
      requestSeconds.observe({ route }, seconds);
    },
    unexpectedError: () => unexpected.inc(),
    connect(sources) {
      connectSources(registry, sources);
    },
  };
}

function connectSources(registry: Registry, { spool, drain, engine }: MetricSources): void {
  const registers = [registry];
  const read = (name: string, help: string, value: () => number) =>
    new Gauge({
      name: `heartwood_${name}`,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  read('spool_bytes', 'Bytes of the spool on disk.', () => spool().bytes);
  read('spool_records', 'Records in the spool that wait for the engine.', () => spool().records);
  read('spool_segments', 'Segment files of the spool.', () => spool().segments);
  read('spool_corrupt_records', 'Records found corrupt and skipped since the start.', () => spool().corruptRecords);
  read('spool_torn_tails', 'Ends cut short by a crash and repaired since the start.', () => spool().tornTails);
  read(
    'drain_lag_seconds',
    'Age of the oldest accepted entry that the engine does not have yet.',
    () => drain().lagSeconds,
  );
  new Gauge({
    name: 'heartwood_engine_state',
    help: 'State of the engine; 1 for the one it is in.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const state of ENGINE_STATES) this.set({ state }, engine() === state ? 1 : 0);
    },
  });
}
