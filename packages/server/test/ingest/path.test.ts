import type { Engine } from '@heartwood/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeDirectory, type Stack, startEngine, startStack, temporaryDirectory } from './stack.js';

describe('the way of an entry', () => {
  let dir: string;
  let engine: Engine;
  let stack: Stack;
  beforeAll(async () => {
    dir = await temporaryDirectory();
    engine = await startEngine(dir);
    stack = await startStack(dir, engine);
  });
  afterAll(async () => {
    await stack.close();
    await engine.close();
    await removeDirectory(dir);
  });

  it('from NDJSON over HTTP into the engine', async () => {
    const at = new Date().toISOString();
    const line = {
      timestamp: at,
      level: 'ERROR',
      message: 'Payment failed',
      service: 'shop',
      trace_id: 'ab'.repeat(16),
      duration_ms: 12.5,
      error: { type: 'PaymentError', message: 'declined', stack: 'at x', causes: [{ message: 'root' }] },
      amount: 129.9,
      order: 'ord_1',
      tags: ['a', 'b'],
      password: 'hunter2',
    };
    const response = await fetch(`${stack.url}/api/v1/ingest`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: `${JSON.stringify(line)}\nnot json\n`,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      accepted: 1,
      rejected: [{ line: 2, error: expect.stringContaining('not valid JSON') }],
    });
    const rows = await stack.rows();
    expect(rows).toEqual([
      expect.objectContaining({
        timestamp: `${at.slice(0, 10)} ${at.slice(11, -1)}000000`,
        level: 'ERROR',
        stream: 'app',
        retention: 'app',
        service: 'shop',
        message: 'Payment failed',
        trace_id: 'ab'.repeat(16),
        duration_ms: 12.5,
        error_type: 'PaymentError',
        error_message: 'declined',
        error_causes: '[{"message":"root"}]',
        fields: { amount: '129.9', order: 'ord_1', tags: '["a","b"]', password: '[secret]' },
        json_fields: ['amount', 'tags'],
        labels: {},
        pushed: false,
      }),
    ]);
    expect(stack.scrubbed).toEqual({ secret_key: 1 });
    expect(stack.published.map(({ message }) => message)).toEqual(['Payment failed']);
  });
});
