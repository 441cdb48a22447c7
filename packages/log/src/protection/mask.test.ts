import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MaskKeep } from '../entry/field.js';
import { masked } from './mask.js';

describe('masked', () => {
  it.each<[string, MaskKeep | undefined, string]>([
    ['anything', undefined, '[masked]'],
    ['', undefined, '[masked]'],
    ['4111 1111 1111 1111', 'last4', '***1111'],
    ['12345678', 'last4', '***5678'],
    ['1234567', 'last4', '[masked]'],
    ['🔑🔑🔑🔑🔑🔑🔑🔑', 'last4', '***🔑🔑🔑🔑'],
    ['kim@shop.example', 'domain', '***@shop.example'],
    ['"a@b"@Köln.example', 'domain', '***@Köln.example'],
    ['kim', 'domain', '[masked]'],
    ['kim@localhost', 'domain', '[masked]'],
    ['kim@shop.example wants to know', 'domain', '[masked]'],
    ['kim@', 'domain', '[masked]'],
    ['203.0.113.77', 'network', '203.0.113.0/24'],
    ['2001:0db8:85a3::8a2e:370:7334', 'network', '2001:db8:85a3::/48'],
    ['2001:db8::1', 'network', '2001:db8:0::/48'],
    ['::1', 'network', '0:0:0::/48'],
    ['fe80::1%eth0', 'network', 'fe80:0:0::/48'],
    ['64:ff9b::192.0.2.33', 'network', '64:ff9b:0::/48'],
    ['::ffff:203.0.113.77', 'network', '203.0.113.0/24'],
    ['203.0.113.777', 'network', '[masked]'],
  ])('%s, keeping %s: %s', (text, keep, expected) => {
    expect(masked(text, keep)).toBe(expected);
  });

  it('never keeps more than the declaration says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 8, maxLength: 40 }), (text) => {
        expect([...masked(text, 'last4')].length).toBeLessThanOrEqual(8);
        expect(masked(text, undefined)).toBe('[masked]');
      }),
    );
  });
});
