import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, type ContextManager, context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import { withContext } from './context.js';
import { contextHeaders } from './headers.js';

/** What an OpenTelemetry SDK registers, by its own interface. */
class AsyncContextManager implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>();
  active = () => this.#storage.getStore() ?? ROOT_CONTEXT;
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    given: Context,
    run: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    return this.#storage.run(given, () => run.apply(thisArg, args));
  }
  bind = <T>(_context: Context, target: T): T => target;
  enable = () => this;
  disable = () => this;
}

const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const inSpan = <Result>(
  spanContext: { traceId: string; spanId: string; traceFlags: number },
  run: () => Result,
): Result => context.with(trace.setSpan(context.active(), trace.wrapSpanContext(spanContext)), run);

beforeAll(() => void context.setGlobalContextManager(new AsyncContextManager()));
afterAll(() => context.disable());

it("is OpenTelemetry's, over the ids of the context, in entries and in headers (L9)", async () => {
  const captured = memory();
  const log = createLogger({ service: 's', env: {}, handleExit: false, sinks: [captured] });
  // Registered after the first look: found within the next entries.
  for (let n = 0; n < 64; n++) log.info('warm-up');
  captured.clear();
  await withContext({ trace_id: 'c'.repeat(32), span_id: 'd'.repeat(16), request_id: 'r_1' }, async () => {
    log.info('outside');
    await inSpan({ ...ids, traceFlags: 1 }, async () => {
      await Promise.resolve();
      log.child({ trace_id: 'child' }).info('inside');
      expect(contextHeaders()).toEqual({ traceparent: `00-${ids.traceId}-${ids.spanId}-01`, 'x-request-id': 'r_1' });
    });
    inSpan({ traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 }, () => log.info('invalid'));
  });
  expect(captured.entries.map(({ message, trace_id, span_id }) => [message, trace_id, span_id])).toEqual([
    ['outside', 'c'.repeat(32), 'd'.repeat(16)],
    ['inside', ids.traceId, ids.spanId],
    ['invalid', 'c'.repeat(32), 'd'.repeat(16)],
  ]);
  expect(captured.entries[1]).toMatchObject({ request_id: 'r_1' });
  expect(captured.lines[1]?.match(/"trace_id"/g)).toHaveLength(1);
});
