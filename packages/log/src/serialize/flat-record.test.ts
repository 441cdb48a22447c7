import { DEFAULT_LIMITS, redactValue } from '@heartwood/redact';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redaction } from '../redaction/redaction.js';
import { flatRecordJson } from './flat-record.js';

const general = (value: object): string => JSON.stringify(redactValue(value));

describe('flatRecordJson', () => {
  it('writes what the general walk writes', () => {
    const scalar = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('4111 1111 1111 1111', 'postgres://user:canary@db/x', 'a\u0000"\\\ud800', undefined, null),
      fc.double(),
      fc.boolean(),
    );
    const name = fc.oneof(fc.string(), fc.constantFrom('password', '__proto__', 'constructor', '1', 'é"'));
    fc.assert(
      fc.property(fc.dictionary(name, scalar, { maxKeys: 12 }), (record) => {
        expect(flatRecordJson(record, new Redaction())).toBe(general(record));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, object]>([
    ['a nested object', { a: {} }],
    ['an array', ['a']],
    ['an object of a class', new Date(0)],
    ['a bigint', { a: 1n }],
    ['a function', { a: () => 1 }],
    ['a toJSON', { toJSON: () => 1 }],
    ['many properties', Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`p${index}`, index]))],
    ['a long name', { ['n'.repeat(201)]: 1 }],
    ['a long text', { text: 'x'.repeat(DEFAULT_LIMITS.maxString + 1) }],
    [
      'a getter that throws',
      {
        get a(): string {
          throw new Error('no');
        },
      },
    ],
  ])('leaves %s to the general walk', (_, value) => expect(flatRecordJson(value, new Redaction())).toBeUndefined());

  it('never reads a secret', () => {
    const record = {
      get password(): string {
        throw new Error('read');
      },
    };
    expect(flatRecordJson(record, new Redaction())).toBe('{"password":"[secret]"}');
  });
});
