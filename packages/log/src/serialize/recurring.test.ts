import { isSecretKey } from '@heartwood/redact';
import { expect, it } from 'vitest';
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
  const written = [isSecretKey, isSecretKey].map((isSecret) => valueJson(value, isSecret));
  expect(written).toEqual(Array(2).fill('{"accept":"*/*","password":"[secret]"}'));
  expect(reads).toBe(1);
});

it('is made anew for a logger with other rules', () => {
  const value = new Recurring({ accept: '*/*' });
  expect(valueJson(value, isSecretKey)).toBe('{"accept":"*/*"}');
  expect(valueJson(value, () => true)).toBe('{"accept":"[secret]"}');
  expect(JSON.stringify({ value })).toBe('{"value":{"accept":"*/*"}}');
});
