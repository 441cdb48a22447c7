import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hmacTokens } from './hmac-tokens.js';
import { createScanner } from './scanner.js';

const key = 'sixteen bytes or more';

describe('hmacTokens', () => {
  it('gives one value one token, however it is written', () => {
    const scanner = createScanner({ rules: { card: 'tokenise' }, tokenise: hmacTokens({ key }) });
    const token = scanner.text('4111 1111 1111 1111');
    expect(token).toMatch(/^\[card:[0-9a-f]{16}\]$/);
    expect(scanner.text('4111-1111-1111-1111')).toBe(token);
    expect(scanner.text('4111111111111111')).toBe(token);
    expect(scanner.text('5555555555554444')).not.toBe(token);
  });

  it('is HMAC-SHA-256 under the key, by rule', () => {
    const digest = createHmac('sha256', key).update('email:a@b.example').digest('hex');
    expect(hmacTokens({ key, length: 20 })('A@b.example', 'email')).toBe(`[email:${digest.slice(0, 20)}]`);
    expect(hmacTokens({ key: 'another key of length' })('a@b.example', 'email')).not.toContain(digest.slice(0, 16));
  });

  it('answers the same after its memory has overflowed', () => {
    const tokenise = hmacTokens({ key });
    const first = tokenise('value 0', 'iban');
    for (let index = 0; index < 10_050; index++) tokenise(`value ${index}`, 'iban');
    expect(tokenise('value 0', 'iban')).toBe(first);
  });

  it('refuses a key that can be guessed', () => {
    expect(() => hmacTokens({ key: 'short' })).toThrow(/5 bytes/);
  });
});
