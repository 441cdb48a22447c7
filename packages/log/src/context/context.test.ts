import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { addContext, currentContext, withContext } from './context.js';
import { contextFromHeaders, contextHeaders } from './headers.js';

describe('withContext', () => {
  it('follows asynchronous calls, nests, and ends', async () => {
    await withContext({ request_id: 'r_1', tenant: 'a' }, async () => {
      await sleep(1);
      expect(currentContext()).toEqual({ request_id: 'r_1', tenant: 'a' });
      await withContext({ tenant: 'b' }, async () => {
        await sleep(1);
        expect(currentContext()).toEqual({ request_id: 'r_1', tenant: 'b' });
      });
      expect(currentContext()).toEqual({ request_id: 'r_1', tenant: 'a' });
    });
    expect(currentContext()).toEqual({});
  });

  it('is added to from inside, for this scope only', () => {
    withContext({ request_id: 'r_1' }, () => {
      withContext({}, () => expect(addContext({ user_id: 'u_inner' })).toBe(true));
      expect(addContext({ user_id: 'u_1' })).toBe(true);
      expect(currentContext()).toEqual({ request_id: 'r_1', user_id: 'u_1' });
    });
    expect(addContext({ user_id: 'nobody' })).toBe(false);
  });

  it('keeps parallel chains apart', async () => {
    const seen = await Promise.all(
      ['a', 'b', 'c'].map((tenant) =>
        withContext({ tenant }, async () => {
          await sleep(1);
          return currentContext().tenant;
        }),
      ),
    );
    expect(seen).toEqual(['a', 'b', 'c']);
  });
});

describe('contextFromHeaders', () => {
  it('takes sound ids and the trace', () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const headers = {
      'x-request-id': 'r-1',
      'x-correlation-id': 'c:1',
      traceparent: `00-${trace}-00f067aa0ba902b7-01`,
    };
    expect(contextFromHeaders(headers)).toMatchObject({
      request_id: 'r-1',
      correlation_id: 'c:1',
      trace_id: trace,
      span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  it.each([['x'.repeat(129)], ['a\nb'], ['<script>'], [''], [undefined], [['a', 'b']]])(
    'makes its own for %j',
    (id) => {
      const context = contextFromHeaders({ 'x-request-id': id });
      expect(context.request_id).toMatch(/^[0-9a-f-]{36}$/);
      expect(context.correlation_id).toBe(context.request_id);
    },
  );

  it('is handed on', () => {
    const context = contextFromHeaders({});
    withContext(context, () =>
      expect(contextFromHeaders(contextHeaders())).toEqual({ ...context, span_id: expect.any(String) }),
    );
    expect(contextHeaders()).toEqual({});
  });
});
