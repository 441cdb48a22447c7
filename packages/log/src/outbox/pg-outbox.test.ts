import { expect, it } from 'vitest';
import { createLogger } from '../logger/create-logger.js';
import { pgOutbox } from './pg-outbox.js';

it('keeps what JavaScript lets through, marked, and never fails the transaction for it', async () => {
  const rows: unknown[][] = [];
  const client = {
    async query(_text: string, values: unknown[] = []) {
      rows.push(values);
      return { rows: [] };
    },
  };
  const outbox = pgOutbox({ log: createLogger({ env: {}, handleExit: false, sinks: [] }) });
  await outbox.emit(client, undefined as never);
  await outbox.emit(client, 'invoice.approved' as never);
  await outbox.audit(client, {} as never);
  await outbox.security(client, null as never);
  expect(rows.map(([line]) => JSON.parse(String(line)))).toMatchObject([
    { level: 'ERROR', problem: expect.stringContaining('undefined is no entry type') },
    { level: 'ERROR', problem: expect.stringContaining("'invoice.approved' is no entry type") },
    { stream: 'audit', invalid_fields: ['action'] },
    { stream: 'security', invalid_fields: ['action'] },
  ]);
});
