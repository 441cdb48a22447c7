import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeRegex } from './literal.js';
import { parseRegex } from './parse.js';
import { compileRegex } from './regex.js';

describe('compileRegex', () => {
  it.each<[pattern: string, text: string, found: boolean]>([
    ['', 'anything', true],
    ['b', 'abc', true],
    ['^b', 'abc', false],
    ['c$', 'abc', true],
    ['c$', 'abc\n', false],
    ['(?m)^b$', 'a\nb\nc', true],
    ['a.b', 'a\nb', false],
    ['(?s)a.b', 'a\nb', true],
    ['(?i)straße', 'STRAßE', true],
    ['(?i)k', '\u212a', true],
    ['(?i)[a-z]+ſ', 'abcS', true],
    ['(?i)[^s]', 'ſ', false],
    ['(?i:a)b', 'AB', false],
    ['(?i:a)b', 'Ab', true],
    ['a(?i)b', 'aB', true],
    ['\\d{3}-\\d{4}', 'call 555-1234', true],
    ['\\d', '٣', false],
    ['\\s', '\v', false],
    ['[[:space:]]', '\v', true],
    ['\\w+', 'é', false],
    ['\\bfoo\\b', 'a foo b', true],
    ['\\bfoo\\b', 'afoo', false],
    ['\\Bo', 'foo', true],
    ['a|b|', 'zzz', true],
    ['^(a|b)*$', 'abba', true],
    ['^(?:a{2,3})$', 'aaaa', false],
    ['^a{2,}$', 'aaaa', true],
    ['a{,3}', 'a{,3}', true],
    ['x{', 'x{', true],
    ['^[]a]+$', 'a]', true],
    ['^[^]a]+$', 'bc', true],
    ['^[a\\-z]+$', 'a-z', true],
    ['^[\\d_]+$', '12_', true],
    ['\\Qa.b\\E+', 'a.bbb', true],
    ['\\Qa.b', 'axb', false],
    ['\\x41\\x{1F600}', 'A😀', true],
    ['^.$', '😀', true],
    ['\\pL+', 'é', true],
    ['^\\p{Greek}+$', 'αβγ', true],
    ['^\\P{Lu}+$', 'aB', false],
    ['(?P<name>a)(?<other>b)', 'ab', true],
    ['(a*)*b', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac', false],
    ['a+?b', 'aab', true],
    ['\\101', 'A', true],
    ['\\A\\z', '', true],
  ])('/%s/ in %j: %s', (pattern, text, found) => {
    expect(compileRegex(pattern)(text)).toBe(found);
  });

  it.each<[string, RegExp]>([
    ['(', /no closing/],
    [')', /no opening/],
    ['[a', /no closing "\]"/],
    ['*a', /nothing precedes/],
    ['a**', /cannot be repeated/],
    ['a{1001}', /up to 1000/],
    ['a{3,2}', /smaller one first/],
    ['(a{100}){100}', /multiply/],
    ['(?=a)', /look-around/],
    ['(?<!a)b', /look-around/],
    ['(a)\\1', /back references/],
    ['\\C', /no escape/],
    ['\\', /escapes nothing/],
    ['[z-a]', /backwards/],
    ['[[:nope:]]', /no class/],
    ['\\p{Nope}', /Unicode class/],
    ['(?x)a', /neither flags nor a name/],
    ['((((a{10}){10}){10}))(\\pL{900}){1}((b{30}){30}){1}((((c{90}){11}))){1}'.repeat(4), /too large/],
    ['('.repeat(10_000), /nested more than 100/],
  ])('refuses /%.60s/', (pattern, message) => {
    expect(() => compileRegex(pattern)).toThrow(message);
  });

  it('takes linear time where backtracking would never end', () => {
    const text = 'a'.repeat(20_000);
    for (const pattern of ['(a+)+$b', '(a|a)*b', '(a|aa)+b', '(.*)(.*)(.*)(.*)(.*)b']) {
      expect(compileRegex(pattern)(text)).toBe(false);
    }
  });

  it('agrees with JavaScript where the two languages are the same', () => {
    const atom = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '^', '$', '\\b', '\\d', '\\w');
    const pattern = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        atom,
        fc.tuple(tie('node'), tie('node')).map(([left, right]) => `${left}${right}`),
        fc.tuple(tie('node'), tie('node')).map(([left, right]) => `(?:${left}|${right})`),
        fc
          .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}'))
          .map(([item, count]) => `(?:${item})${count}`),
      ),
    })).node as fc.Arbitrary<string>;
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', ' ', '\n', 'é'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, fc.constantFrom('', 'i'), text, (source, flags, line) => {
        expect(compileRegex(flags === '' ? source : `(?${flags})${source}`)(line)).toBe(
          new RegExp(source, `u${flags}`).test(line),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds escaped text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (needle, around) => {
        expect(compileRegex(escapeRegex(needle))(`${around}${needle}${around}`)).toBe(true);
      }),
    );
  });

  it('never does anything but parse or refuse', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'ab.*+?()[]{}|^$\\-:,1<>=!PdwsQEpx&é'), maxLength: 30 });
    fc.assert(
      fc.property(noise, (source) => {
        try {
          parseRegex(source);
        } catch (error) {
          expect(error).toHaveProperty('name', 'RegexSyntaxError');
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
