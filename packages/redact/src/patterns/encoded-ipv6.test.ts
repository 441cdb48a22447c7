import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { find } from '../scan/find.js';

const addresses = (text: string): string[] =>
  (find(text, '', (rule) => rule === 'ip') ?? []).map(({ start, end }) => text.slice(start, end));

describe('IPv6 addresses as URLs write them', () => {
  it.each<[string, string[]]>([
    ['?ip=2001%3Adb8%3A%3A1&x=1', ['2001%3Adb8%3A%3A1']],
    ['?ip=2001%3adb8%3a%3a1', ['2001%3adb8%3a%3a1']],
    ['peer=%5Bfe80%3A%3A1%25eth0%5D%3A443', ['fe80%3A%3A1']],
    ['%3A%3A1 and ip%3D%3A%3A1', ['%3A%3A1', '%3A%3A1']],
    ['ip%3D2001%3Adb8%3A%3A1%26x', ['2001%3Adb8%3A%3A1']],
    ['%3A%3Affff%3A192.0.2.1', ['%3A%3Affff%3A192.0.2.1']],
    [
      '2001%3A0db8%3A85a3%3A0000%3A0000%3A8a2e%3A0370%3A7334',
      ['2001%3A0db8%3A85a3%3A0000%3A0000%3A8a2e%3A0370%3A7334'],
    ],
    ['2001%3Adb8%3A1%3A2%3A3%3A4%3A5%3A6%3A443', ['2001%3Adb8%3A1%3A2%3A3%3A4%3A5%3A6']],
    ['addr%3A2001%3Adb8%3A%3A1', ['2001%3Adb8%3A%3A1']],
  ])('%s', (text, want) => expect(addresses(text)).toEqual(want));

  it.each([
    'at=10%3A22%3A33',
    'std%3A%3Avector',
    'a%3A%3Ab',
    '16%3A%3A9',
    'mac=aa%3Abb%3Acc%3Add%3Aee%3Aff',
    '4f06%3Af81d%3A1111%3A2222%3A3333%3A4444%3A5555%3A6666%3A7777%3A8888',
    'urn%3Auuid%3A550e8400-e29b-41d4-a716-446655440000',
    '2026-11-21T10%3A46%3A23%2B01%3A00',
    '%3A',
    '%3',
  ])('are not in %j', (text) => expect(addresses(text)).toEqual([]));

  it('are found whole wherever the plain address is', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        fc.pre(addresses(`ip=${address} `)[0] === address);
        expect(addresses(`ip=${encodeURIComponent(address)} `).map(decodeURIComponent)).toEqual([address]);
      }),
      { numRuns: 500 },
    );
  });
});
