import { expect, it } from 'vitest';
import { withContext } from '../context/context.js';
import { carrierOf, withCarrier } from './carrier.js';

it('hands the ids of the context on, beside the headers of the message', () => {
  withContext({ request_id: 'r_1', correlation_id: 'c_1' }, () => {
    expect(withCarrier({ kind: 'x' })).toEqual({ kind: 'x', 'x-request-id': 'r_1', 'x-correlation-id': 'c_1' });
    expect(withCarrier({ 'x-request-id': 'own' })['x-request-id']).toBe('own');
  });
  expect(withCarrier({})).toEqual({});
});

it.each([
  ['text', { 'x-request-id': 'r', other: 'o' }, { 'x-request-id': 'r' }],
  ['bytes', { traceparent: Buffer.from('t') }, { traceparent: 't' }],
  ['lists', { 'x-correlation-id': ['a', 'b'] }, { 'x-correlation-id': 'a' }],
  ['what is no text', { 'x-request-id': 7, traceparent: null }, {}],
  ['nothing', undefined, {}],
])('reads %s', (_, headers, carrier) => expect(carrierOf(headers)).toEqual(carrier));
