import { execFileSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startTestServer } from '../../test/running-server.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Pids of the engine's processes of this very process: children of ours with our data directory in their arguments. */
function enginePids(): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const [, pid, ppid, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(ppid) === process.pid && /engine\/dist\/host/.test(args) ? [Number(pid)] : [];
  });
}

const ready = async () => (await server.get('/readyz')).status;

describe('health', () => {
  it('is ready once it has started', async () => {
    expect(await (await server.get('/readyz')).json()).toEqual({ status: 'ready', reasons: [] });
    expect(await (await server.get('/ready')).text()).toBe('ready\n');
    expect(await (await server.get('/healthz')).json()).toEqual({ status: 'ok' });
  });

  it('is not ready while the engine hangs, long before it is given up', async () => {
    const pids = enginePids();
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    try {
      const answer = await server.get('/readyz');
      expect(answer.status).toBe(503);
      expect(await answer.json()).toEqual({
        status: 'not ready',
        reasons: expect.arrayContaining([{ part: 'engine', reason: 'does not answer within 2 s' }]),
      });
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGCONT');
    }
    await expect.poll(ready, { timeout: 30_000 }).toBe(200);
    expect(enginePids()).toEqual(pids);
  });

  // A device that answers every write with ENOSPC; Linux alone has it.
  it.runIf(existsSync('/dev/full'))('is not ready while the disk is full', async () => {
    const trial = join(server.dataDir, 'spool', 'trial');
    // In one step: the server may be about to write the file.
    symlinkSync('/dev/full', `${trial}.full`);
    renameSync(`${trial}.full`, trial);
    await expect.poll(ready, { timeout: 30_000 }).toBe(503);
    expect(await (await server.get('/ready')).text()).toContain('spool: cannot be written (ENOSPC)\n');
    rmSync(trial);
    await expect.poll(ready, { timeout: 30_000 }).toBe(200);
  });

  it('is not ready while the engine is away, still takes entries, and recovers by itself', async () => {
    await server.ingest([{ message: 'before', service: 'health', timestamp: new Date().toISOString() }]);
    const pids = enginePids();
    expect(pids.length).toBeGreaterThan(0);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await expect.poll(ready, { interval: 5 }).toBe(503);
    expect((await server.get('/healthz')).status).toBe(200);
    await expect.poll(ready, { timeout: 30_000 }).toBe(200);
    await server.ingest([{ message: 'after', service: 'health', timestamp: new Date().toISOString() }]);
    expect(await (await server.get('/metrics')).text()).toMatch(/heartwood_engine_restarts_total [1-9]/);
    expect(server.log.entries.map(({ event }) => event)).toContain('server.engine_state_changed');
  });
});

describe('GET /metrics', () => {
  it('counts what went through the house', async () => {
    const answer = await server.get('/metrics');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await answer.text();
    expect(text).toMatch(/heartwood_ingest_entries_total\{protocol="native"\} 2/);
    expect(text).toMatch(/heartwood_insert_rows_total [1-9]/);
    expect(text).toMatch(/heartwood_spool_segments \d/);
    expect(text).toMatch(/heartwood_http_requests_total\{method="POST",route="\/api\/v1\/ingest",status="200"\} 2/);
    expect(text).toMatch(/process_resident_memory_bytes \d/);
  });
});
