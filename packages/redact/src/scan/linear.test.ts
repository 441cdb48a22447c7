import { afterEach, describe, expect, it, vi } from 'vitest';
import { find } from './find.js';

/**
 * Counts the work of a scan in characters: one for every `charCodeAt`, and for `slice`, `indexOf` and `RegExp.test` as many as the text they
 * work on. Not counted: `exec`, `replace`, `atob` and `JSON.parse`, which only ever get pieces that a counted `slice` has cut. Deterministic,
 * unlike time.
 */
function workOf(text: string): { characters: number; longestPattern: number } {
  let characters = 0;
  let longestPattern = 0;
  const spies = [
    vi.spyOn(String.prototype, 'charCodeAt').mockImplementation(function (this: string, index?: number) {
      characters++;
      return unitAt(this, index);
    }),
    vi.spyOn(String.prototype, 'slice').mockImplementation(function (this: string, start?: number, end?: number) {
      const copy = sliced(this, start, end);
      characters += copy.length;
      return copy;
    }),
    vi.spyOn(String.prototype, 'indexOf').mockImplementation(function (this: string, part: string, from?: number) {
      const index = indexed(this, part, from);
      characters += (index < 0 ? this.length : index) - (from ?? 0);
      return index;
    }),
    vi.spyOn(RegExp.prototype, 'test').mockImplementation(function (this: RegExp, subject: string) {
      characters += subject.length;
      longestPattern = Math.max(longestPattern, subject.length);
      return executed(this, subject) !== null;
    }),
  ];
  find(text, 'field', () => true);
  for (const spy of spies) spy.mockRestore();
  return { characters, longestPattern };
}

const reflect = {
  charCodeAt: String.prototype.charCodeAt,
  slice: String.prototype.slice,
  indexOf: String.prototype.indexOf,
};
const unitAt = (text: string, index?: number): number => Reflect.apply(reflect.charCodeAt, text, [index]);
const sliced = (text: string, start?: number, end?: number): string => Reflect.apply(reflect.slice, text, [start, end]);
const indexed = (text: string, part: string, from?: number): number =>
  Reflect.apply(reflect.indexOf, text, [part, from]);
const executed = (pattern: RegExp, subject: string) => Reflect.apply(RegExp.prototype.exec, pattern, [subject]);

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the work of a scan is linear in the text, whatever it holds', () => {
  const hostile = [
    ...['a', '1', '@', ':', '=', '-', '%', '\\', '.', '_', '4', '0', 'A', ' ', '"', '\u{1f4a9}', 'é'],
    ...[
      'a@',
      'a.',
      '@a.',
      'a@a.a',
      '%40',
      '%2',
      'a%40b.',
      '1.',
      '1.1.1.1.',
      '10.0.0.1',
      '::',
      'a:',
      '1:2:',
      'fe80::',
      'f:',
    ],
    ...['4111 ', '4111-', '4111 1111 1111 1111 ', '4111.', '411111111111111', '1 2 3 4 5 ', '078-05-', '12-34-'],
    ...['DE89 ', 'DE89', 'GB29 NWBK ', 'eyJ', 'eyJ-', 'eyJ.', 'eyJhbGciOiJ9.', 'eyJhbGciOiJIUzI1NiJ9.'],
    ...['ghp_', 'sk-', 'sk-ant-', 'xoxb-', 'SG.', 'AKIA', 'pat.', 'glpat-a1-', 'dp.pt.', 'hvs.a1.'],
    ...['-----BEGIN ', '-----BEGIN PRIVATE KEY-----', '-----BEGIN PRIVATE KEY-----\nAAAAAAAAAAAAAAAA', '--'],
    ...['://', 'a://b:', 'https://a:b', 'https://a:b@', 'http://@', '//:@', 'authorization:', 'Authorization: Bearer '],
    ...[
      'Authorization: Digest a',
      'Bearer a1',
      'Basic a',
      'cookie: a=(bcdefg',
      'Cookie: sid=abcdefg ',
      'set-cookie: a=b;',
    ],
    ...[
      'token=',
      'password=',
      '"token":"',
      'pwd=a1;',
      'server=a;pwd=',
      'key:',
      'cvv=1',
      'api_key=a1',
      '${',
      '[secret]',
    ],
    ...['123456789:AA', '8Q~', 'a1b2c3d4e5f6g7.atlasv1.', '_mmk', 'AZDO', 'sha256~', 'A3-', 'access-production-'],
    ...[
      'addr:2001:',
      'fe80::1:44086 ',
      '1.2.3.4 ',
      '1.2.3.4 -> ',
      'a:b:1.2.3.4 ',
      'u@1.2.3.4:',
      '1:2:3:4:5:6:7:8:',
      '%C2%A0',
    ],
    ...['%3A', '%3A%3A', 'fe80%3A', '2001%3Adb8%3A%3A1', '%3D', 'sig%3D', 'sig=', 'sig=a1B2', 'Signature=aB3-dE6~'],
    ...[
      'se=1&sig=aB3%2BdE6%3D&',
      'X-Amz-Signature=aB3dE6xY9kLmaB3dE6xY9kLmaB3dE6xY9kLm',
      'hmac=',
      '%B4',
      '%B411111111111111',
    ],
    ...['4111111111111111 ', 'id=4111111111111111,', '1.23456 4111111111111111 ', '0 4111 1111 1111 1111 '],
    ...['aB3+cio', 'aB3dE6xY9kLmaB3dE6xY9kL/EAA', 'AQE=-', 'next page token: '],
    ...['order ', 'Karte ', 'ssn 1', 'nhs 9', '\\n', '\\"', 'a\n'],
  ];

  it.each(hostile)('%j, over and over', (piece) => {
    const small = workOf(piece.repeat(Math.ceil(1_000 / piece.length)));
    const large = workOf(piece.repeat(Math.ceil(4_000 / piece.length)));
    // Four times the text is four times the work. What is added is the edge: the longest look, 512 characters in a few readings, is cut
    // short by the end of the text at most 512 times, which weighs more in the small text. Work that grew with the square would
    // be sixteen times as much.
    expect(large.characters).toBeLessThan(small.characters * 4 + 700_000);
    // And no pattern ever sees more than a bounded piece, except the one of single characters that begins the scan.
    expect(large.longestPattern).toBeLessThan(600);
  });
});
