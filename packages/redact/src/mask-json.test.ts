import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from './json.js';
import { maskJson } from './mask-json.js';

describe('maskJson', () => {
  it('masks by key at every depth and counts', () => {
    const value = { user: 'u_1', password: 'x', list: [{ apiKey: 'k' }, { ok: 1 }], auth: { token: { raw: 'x' } } };
    expect(maskJson(value)).toEqual({
      value: {
        user: 'u_1',
        password: '[secret]',
        list: [{ apiKey: '[secret]' }, { ok: 1 }],
        auth: { token: '[secret]' },
      },
      masked: 3,
      tooDeep: 0,
    });
    expect(value.password).toBe('x');
  });

  it('gives the same value back when there is nothing to mask', () => {
    const value = { a: [1, { b: 'c' }], password: null, token: true };
    expect(maskJson(value).value).toBe(value);
  });

  it('counts nothing twice: masking what was masked changes nothing', () => {
    const once = maskJson({ password: 'x', pin: 1234 });
    expect(maskJson(once.value)).toEqual({ value: once.value, masked: 0, tooDeep: 0 });
  });

  it('replaces what lies too deep instead of letting it through unscanned', () => {
    let value: Json = { password: 'x' };
    for (let depth = 0; depth < 10_000; depth++) value = { down: value };
    const result = maskJson(value);
    expect(result.tooDeep).toBe(1);
    expect(JSON.stringify(result.value)).toContain('[unscanned]');
    expect(JSON.stringify(result.value)).not.toContain('password');
  });

  it('keeps a key named __proto__ an ordinary key', () => {
    const value: Json = JSON.parse('{"__proto__":{"password":"x"},"token":"y"}');
    expect(JSON.stringify(maskJson(value).value)).toBe('{"__proto__":{"password":"[secret]"},"token":"[secret]"}');
  });

  it('leaves no value under a secret key, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('password', 'apiKey', 'x-auth-token'), (value, key) => {
        const canary = 'c4n4ry-7f';
        const json = JSON.parse(JSON.stringify({ outer: [value, { [key]: [canary] }] })) as Json;
        expect(JSON.stringify(maskJson(json).value)).not.toContain(canary);
      }),
    );
  });

  it('hands every text to the scrubber, with its name', () => {
    const seen: string[] = [];
    const scrub = (text: string, name: string): string => {
      seen.push(`${name}=${text}`);
      return text === 'b' ? 'B' : text;
    };
    expect(maskJson({ a: 'b', list: ['b', { c: 'd' }], password: 'b', n: 1 }, { scrub }).value).toEqual({
      a: 'B',
      list: ['B', { c: 'd' }],
      password: '[secret]',
      n: 1,
    });
    expect(seen).toEqual(['a=b', 'list=b', 'c=d']);
  });
});
