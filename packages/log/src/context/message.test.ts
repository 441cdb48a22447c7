import { expect, it } from 'vitest';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import { addBaggage, currentBaggage } from './carried.js';
import { withContext } from './context.js';
import { contextFromHeaders, contextHeaders } from './headers.js';
import { extractContext, injectContext } from './message.js';

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';
const incoming = { traceparent, tracestate: 'vendor=1', baggage: 'tenant=acme', 'x-request-id': 'r_1' };

it('hands a request on: trace, sampling, tracestate and baggage, none of which is logged but the ids (L9)', () => {
  const captured = memory();
  const log = createLogger({ service: 's', env: {}, handleExit: false, sinks: [captured] });
  withContext(contextFromHeaders(incoming), () => {
    expect(currentBaggage()).toEqual({ tenant: 'acme' });
    expect(addBaggage({ plan: 'pro plus' })).toBe(true);
    withContext({ step: 2 }, () => log.info('x'));
    const headers = contextHeaders();
    expect(headers).toEqual({
      traceparent: expect.stringMatching(/^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-00$/),
      tracestate: 'vendor=1',
      baggage: 'tenant=acme,plan=pro%20plus',
      'x-request-id': 'r_1',
      'x-correlation-id': 'r_1',
    });
  });
  expect(captured.entries[0]).toMatchObject({
    request_id: 'r_1',
    step: 2,
    trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  });
  expect(captured.lines[0]).not.toMatch(/acme|vendor|sampled/);
  expect([currentBaggage(), addBaggage({ a: '1' }), contextHeaders()]).toEqual([{}, false, {}]);
});

it('drops a tracestate without its trace, and one that is too long', () => {
  const handed = (headers: Record<string, string>) =>
    withContext(contextFromHeaders(headers), contextHeaders).tracestate;
  expect(handed({ tracestate: 'vendor=1' })).toBeUndefined();
  expect(handed({ traceparent, tracestate: 'x'.repeat(513) })).toBeUndefined();
});

it.each<[string, (properties: Record<string, string>) => unknown]>([
  ['text, as in AMQP headers and job payloads', (properties) => ({ ...properties, other: 7 })],
  [
    'bytes, as in Kafka headers',
    (properties) => Object.fromEntries(Object.entries(properties).map(([k, v]) => [k, Buffer.from(v)])),
  ],
  [
    'lists and any case',
    (properties) => Object.fromEntries(Object.entries(properties).map(([k, v]) => [k.toUpperCase(), [v]])),
  ],
  ['JSON', (properties) => JSON.parse(JSON.stringify(properties))],
])('travels in a message as %s', (_, onTheWire) => {
  const sent = withContext(contextFromHeaders(incoming), () => injectContext({ kind: 'order' }));
  expect(sent.kind).toBe('order');
  withContext(extractContext(onTheWire(sent)), () => {
    expect(contextHeaders()).toMatchObject({ 'x-request-id': 'r_1', tracestate: 'vendor=1', baggage: 'tenant=acme' });
    expect(contextHeaders().traceparent).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-.*-00$/);
  });
});

it('makes a context when the message brings none, or nonsense', () => {
  for (const properties of [
    undefined,
    null,
    7,
    'x',
    {},
    { 'x-request-id': 'a b\n', traceparent: Buffer.from([0xff]) },
  ]) {
    expect(extractContext(properties).request_id).toMatch(/^[0-9a-f-]{36}$/);
  }
});
