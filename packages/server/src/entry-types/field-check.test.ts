import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldDescription } from '../contract/index.js';
import type { Json } from '../record/index.js';
import { compileFields, fieldsCheck } from './field-check.js';

type Given = Omit<Partial<FieldDescription>, 'type'>;
const described = (type: string, more: Given = {}): FieldDescription => ({ type, class: 'internal', ...more });

/** What is found in `{ value: … }` where `value` is declared so; `-` stands for nothing. */
function found(field: FieldDescription, values: { readonly [name: string]: Json }): string {
  const reports: string[] = [];
  const check = fieldsCheck(compileFields({ value: field }, ''), '');
  check(values, (kind, path, was) => reports.push(`${kind} ${path} ${was}`));
  return reports.join(', ') || '-';
}

describe('a value', () => {
  const fits: readonly (readonly [string, Given, readonly Json[], readonly Json[]])[] = [
    ['string', {}, ['', 'text'], [1, true, [], {}]],
    ['number', {}, [0, -1.5, 'NaN', 'Infinity', '-Infinity'], ['1', true, []]],
    ['duration', { unit: 'ms' }, [0, 12.5], ['12ms', {}]],
    ['integer', {}, [0, -7, '9007199254740993'], [1.5, '1.5', 'x', false]],
    ['boolean', {}, [true, false], ['true', 1]],
    ['decimal', { unit: 'EUR' }, ['129.90', '-3', '.5', '1e-7', 12.5], ['12,50', 'EUR 3', '', true]],
    ['date', {}, ['2026-11-21T08:00:00.000Z', '2026-11-21', '+012026-01-01T00:00:00Z'], [1, '21.11.2026', 'today', '']],
    ['enum', { values: ['card', 'invoice'] }, ['card'], ['cash', 1, null].filter((value) => value !== null)],
    ['id', {}, ['u_1', 42], [true, {}]],
    ['object', { object_type: 'invoice' }, ['inv_42', 42], [[], false]],
    ['json', {}, [1, 'a', [1], { a: 1 }], []],
    ['array', { item: described('string') }, [[], ['a', 'b']], ['a', {}]],
    ['nested', { fields: {} }, [{}], ['a', []]],
    ['hologram', {}, [1, 'a', {}], []],
  ];

  it.each(fits)('declared as %s fits or not', (type, more, right, wrong) => {
    for (const value of right) expect([value, found(described(type, more), { value })]).toEqual([value, '-']);
    for (const value of wrong)
      expect([value, found(described(type, more), { value })]).toEqual([
        value,
        expect.stringMatching(/^wrong_type value /),
      ]);
  });

  it('is not wrong when a mask or a mark stands in its place', () => {
    for (const value of ['[secret]', '[email]', '[3 more]', '[unreadable: no]'])
      expect(found(described('integer'), { value })).toBe('-');
    expect(found(described('array', { item: described('integer') }), { value: [1, '[7 more]'] })).toBe('-');
  });

  it('may be another text after a strategy, and absent when it is dropped or secret', () => {
    expect(found(described('integer', { strategy: 'tokenise' }), { value: 'tok_1' })).toBe('-');
    expect(found(described('integer', { strategy: 'mask' }), { value: '****1' })).toBe('-');
    expect(found(described('integer', { strategy: 'encrypt' }), { value: { key: 'k' } })).toBe('-');
    expect(found(described('integer', { strategy: 'drop' }), {})).toBe('-');
    expect(found(described('integer', { class: 'secret' }), {})).toBe('-');
    expect(found(described('integer'), {})).toBe('missing_field value nothing');
  });
});

describe('the members of an object', () => {
  it('may be left out when they are optional; null is no value', () => {
    expect(found(described('string', { optional: true }), {})).toBe('-');
    expect(found(described('string', { optional: true }), { value: null })).toBe('-');
    expect(found(described('string'), { value: null })).toBe('missing_field value nothing');
  });

  it('are told by their path', () => {
    const address = described('nested', { fields: { street: described('string'), floor: described('integer') } });
    expect(found(address, { value: { street: 'Elm', floor: 3 } })).toBe('-');
    expect(found(address, { value: { street: 7, door: 'b' } })).toBe(
      'wrong_type value.street number, unknown_field value.door string, missing_field value.floor nothing',
    );
    const list = described('array', { item: address });
    expect(found(list, { value: [{ street: 'Elm', floor: 3 }, { street: 'Oak', floor: 'top' }, 'x'] })).toBe(
      'wrong_type value[].floor string, wrong_type value[] string',
    );
  });

  it('that nobody declared are unknown, whatever they are called', () => {
    expect(found(described('string'), { value: 'x', other: [1] })).toBe('unknown_field other array');
    expect(found(described('string'), { value: 'x', constructor: 1, toString: 2 })).toBe(
      'unknown_field constructor number, unknown_field toString number',
    );
    const named = JSON.parse('{"value":"x","__proto__":{"a":1}}') as { [name: string]: Json };
    expect(found(described('string'), named)).toBe('unknown_field __proto__ object');
  });
});

describe('a check that has seen many entries', () => {
  const declared = {
    a: described('string'),
    b: described('integer', { optional: true }),
    c: described('decimal'),
    '': described('enum', { values: ['x', 'y'], optional: true }),
  };
  const isFree = (name: string) => name === 'free' || name === 'tenant';
  const values = fc.constantFrom<Json>('x', 'z', '1.50', '1.5.0', '.', '', 7, 1.5, true, null, [], {});
  const names = fc.constantFrom(...Object.keys(declared), 'free', 'tenant', 'odd', 'constructor');
  const entries = fc.array(fc.uniqueArray(fc.tuple(names, values), { selector: ([name]) => name }), { maxLength: 12 });

  it('finds in the next what a new one finds, whatever came before and in whatever order', () => {
    const findingsOf = (check: ReturnType<typeof fieldsCheck>, entry: readonly (readonly [string, Json])[]) => {
      const findings: string[] = [];
      check(Object.fromEntries(entry), (...finding) => findings.push(finding.join(' ')));
      return findings;
    };
    const fresh = () => fieldsCheck(compileFields(declared, ''), '', isFree);
    fc.assert(
      fc.property(entries, (sequence) => {
        const experienced = fresh();
        for (const entry of sequence) expect(findingsOf(experienced, entry)).toEqual(findingsOf(fresh(), entry));
      }),
      { numRuns: 500 },
    );
  });
});
