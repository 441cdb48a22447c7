import { expect, it } from 'vitest';
import { Redaction } from '../redaction/redaction.js';
import { Recurring } from './recurring.js';
import { valueJson } from './value-json.js';

it('is written as its value, and made once for a logger', () => {
  let reads = 0;
  const value = new Recurring({
    get accept() {
      reads++;
      return '*/*';
    },
    password: 'canary',
  });
  const redaction = new Redaction();
  const written = [redaction, redaction].map((one) => valueJson(value, one));
  expect(written).toEqual(Array(2).fill('{"accept":"*/*","password":"[secret]"}'));
  expect(reads).toBe(1);
});

it('is made anew for a logger with other rules', () => {
  const value = new Recurring({ accept: '*/*' });
  expect(valueJson(value, new Redaction())).toBe('{"accept":"*/*"}');
  expect(valueJson(value, new Redaction({ keys: ['accept'] }))).toBe('{"accept":"[secret]"}');
  expect(JSON.stringify({ value })).toBe('{"value":{"accept":"*/*"}}');
});
