import type { Engine } from '@heartwood/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeDirectory, type Stack, startEngine, startStack, temporaryDirectory } from './stack.js';

describe('Loki push', () => {
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

  const now = (): string => `${Date.now()}000123`;
  const push = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${stack.url}/loki/api/v1/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const rowsOf = (job: string) => stack.rows(`labels['job'] = '${job}'`);

  it('answers 204 without a body; labels, line and metadata come back as they were', async () => {
    const at = now();
    const answer = await push({
      streams: [
        {
          stream: { job: 'a', env: 'prod', level: 'warn' },
          values: [[at, 'line with "quotes"\nand a second', { trace_id: 't1', 'odd.name': 'x', service: 'kept' }]],
        },
      ],
    });
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe('');
    const [row] = await rowsOf('a');
    expect(row).toMatchObject({
      timestamp: expect.stringMatching(/000123$/),
      level: 'WARNING',
      service: 'a',
      message: 'line with "quotes"\nand a second',
      trace_id: 't1',
      labels: { job: 'a', env: 'prod', level: 'warn', service_name: 'a' },
      fields: { odd_name: 'x', service: 'kept', detected_level: 'warn' },
      pushed: true,
    });
  });

  it('keeps the good entries of a push and names the first bad one', async () => {
    const answer = await push({
      streams: [
        {
          stream: { job: 'b' },
          values: [
            [now(), 'good'],
            [Date.now(), 'a number as time'],
            [now(), 'nested', { a: { b: 1 } }],
            ['1000', 'in 1970'],
            [now(), 'x'.repeat(1_048_577)],
          ],
        },
        { stream: { job: 1 }, values: [[now(), 'labels are no text']] },
        { stream: { job: 'b' }, values: [[now(), 'good too']] },
      ],
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toMatch(/^entry 2: a value is .*\(4 more refused; the others were stored\)/);
    expect((await rowsOf('b')).map(({ message }) => message).sort()).toEqual(['good', 'good too']);
  });

  it('without any name for a service is unknown_service, without a level unknown', async () => {
    await push({ streams: [{ stream: { x: 'c' }, values: [[now(), 'plain']] }] });
    const [row] = await stack.rows(`labels['x'] = 'c'`);
    expect(row).toMatchObject({
      service: 'unknown_service',
      level: 'INFO',
      labels: { x: 'c', service_name: 'unknown_service' },
      fields: { detected_level: 'unknown' },
    });
  });

  const f = (what: string, send: () => Promise<Response>, status: number, text: RegExp) =>
    it(`${what} is ${status}`, async () => {
      const answer = await send();
      expect(answer.status).toBe(status);
      expect(await answer.text()).toMatch(text);
    });
  f(
    'protobuf',
    () => push('x', { 'content-type': 'application/x-protobuf' }),
    415,
    /application\/json only so far, not application\/x-protobuf/,
  );
  f('broken JSON', () => push('{"streams":['), 400, /not valid JSON/);
  f('another object', () => push({ logs: [] }), 400, /a push request is/);
  f(
    'nesting 10,000 deep',
    () => push(`{"streams":[{"stream":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)},"values":[["1","x"]]}]}`),
    400,
    /labels must be an object of strings/,
  );

  it('stays up and takes what is good', async () => {
    expect((await push({ streams: [] })).status).toBe(204);
    expect((await push({ streams: [{ stream: { job: 'd' }, values: [[now(), 'good']] }] })).status).toBe(204);
    expect((await rowsOf('d')).length).toBe(1);
  });
});
