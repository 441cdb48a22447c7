import { describeEntryTypes, entryType, field as f } from '@heartwood/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryTypeResponseSchema } from '../src/contract/index.js';
import { type PostgresCluster, postgresMissing, startPostgres } from './postgres-cluster.js';
import { type RunningServer, startTestServer } from './running-server.js';

const placed = entryType('order.placed', { level: 'info', message: '', fields: { total: f.decimal() } });
const paid = entryType('order.paid', { level: 'info', message: '' });

/** Two programs and a database, beside whatever else the machine does. */
const PATIENT = 120_000;

const missing = postgresMissing();

describe.skipIf(missing !== undefined)('a server whose control database goes away and comes back', () => {
  let cluster: PostgresCluster;
  let server: RunningServer;
  beforeAll(async () => {
    cluster = await startPostgres();
    server = await startTestServer({ config: { control: { url: cluster.database('away') } } });
  }, PATIENT);
  afterAll(async () => {
    await server?.stop();
    cluster?.stop();
  }, PATIENT);

  const bearer = () => ({ authorization: `Bearer ${server.localKey}` });
  const register = (...types: object[]) =>
    fetch(`${server.url}/api/v1/entry-types`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...bearer() },
      body: JSON.stringify({ service: 'shop', ...describeEntryTypes(types) }),
    });
  const find = (name: string) => server.get(`/api/v1/entry-types/shop/${name}`, server.localKey);
  /** Entries of which each has one field of a wrong type. */
  const ingest = (count: number) =>
    server.ingest(
      Array.from({ length: count }, () => ({ service: 'shop', event: 'order.placed', message: 'm', total: {} })),
    );
  const ready = async () => (await server.get('/readyz')).status;

  it(
    'goes on taking entries, says that it is not ready, and loses neither what was registered nor what it counted',
    async () => {
      expect((await register(placed)).status).toBe(200);
      await ingest(3);
      expect(await ready()).toBe(200);

      cluster.halt();
      try {
        await ingest(4);
        const health = await server.get('/readyz');
        expect([health.status, await health.text()]).toEqual([503, expect.stringContaining('control')]);
        expect((await register(placed, paid)).status).toBe(503);
        expect((await find('order.placed')).status).toBe(503);
        await ingest(5);
      } finally {
        cluster.resume();
      }

      await expect.poll(ready, { timeout: 60_000 }).toBe(200);
      const { state, drift } = entryTypeResponseSchema.parse(await (await find('order.placed')).json());
      expect([state, drift.map(({ kind, entries }) => [kind, entries])]).toEqual(['declared', [['wrong_type', 12]]]);
      expect((await find('order.paid')).status).toBe(404);
      expect(await (await register(placed, paid)).json()).toEqual({ registered: 2, changed: 1 });
      const text = await (await server.get('/metrics')).text();
      expect(text).toContain('heartwood_entry_type_drift_total{service="shop",kind="wrong_type"} 12');
    },
    PATIENT,
  );

  it(
    'takes every entry while two versions of a program register in turns, and ends with one of them as a whole',
    async () => {
      const versions = [[placed], [placed, paid, entryType('order.sent', { level: 'info', message: '' })]];
      let isDone = false;
      const registering = (async () => {
        for (let round = 0; round < 10; round++) {
          const answers = await Promise.all(versions.map((types) => register(...types)));
          expect(answers.map(({ status }) => status)).toEqual([200, 200]);
        }
      })().finally(() => {
        isDone = true;
      });
      const entry = JSON.stringify({ service: 'shop', event: 'order.sent', message: 'under load' });
      let sent = 0;
      while (!isDone) {
        const answer = await fetch(`${server.url}/api/v1/ingest`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-ndjson', ...bearer() },
          body: `${entry}\n`.repeat(100),
        });
        expect(await answer.json()).toEqual({ accepted: 100, rejected: [] });
        sent += 100;
      }
      await registering;
      expect(sent).toBeGreaterThan(0);
      const states = await Promise.all(
        ['order.placed', 'order.paid', 'order.sent'].map(async (name) =>
          entryTypeResponseSchema.parse(await (await find(name)).json()),
        ),
      );
      expect([
        ['declared', 'retired', 'retired'],
        ['declared', 'declared', 'declared'],
      ]).toContainEqual(states.map(({ state }) => state));
    },
    PATIENT,
  );
});
