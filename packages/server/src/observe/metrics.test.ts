import { describe, expect, it } from 'vitest';
import { createMetrics, type EngineState } from './metrics.js';

describe('createMetrics', () => {
  it('counts what it is told and asks the parts when it is read', async () => {
    const metrics = createMetrics('1.2.3');
    let state: EngineState = 'starting';
    metrics.connect({
      spool: () => ({ bytes: 10, records: 2, segments: 1, corruptRecords: 0, tornTails: 0 }),
      drain: () => ({ lagSeconds: 1.5 }),
      engine: () => state,
    });
    metrics.ingested('native', { accepted: 3, rejected: 1, bytes: 500, replayed: false });
    metrics.ingested('native', { accepted: 2, rejected: 0, bytes: 100, replayed: false });
    metrics.scrubbed('secret_key', 4);
    metrics.tailOpened();
    metrics.tailOpened();
    metrics.tailClosed(7);
    state = 'ready';
    const lines = (await metrics.text()).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'heartwood_build_info{version="1.2.3"} 1',
        'heartwood_ingest_entries_total{protocol="native"} 5',
        'heartwood_ingest_rejected_entries_total{protocol="native"} 1',
        'heartwood_ingest_spooled_bytes_total{protocol="native"} 600',
        'heartwood_scrubbed_values_total{rule="secret_key"} 4',
        'heartwood_tail_subscribers 1',
        'heartwood_tail_dropped_entries_total 7',
        'heartwood_spool_bytes 10',
        'heartwood_drain_lag_seconds 1.5',
        'heartwood_engine_state{state="ready"} 1',
        'heartwood_engine_state{state="starting"} 0',
      ]),
    );
  });

  it('shares nothing with another server in the process', async () => {
    const [one, two] = [createMetrics('1'), createMetrics('1')];
    one.engineRestarted();
    expect(await two.text()).toContain('heartwood_engine_restarts_total 0');
  });
});
