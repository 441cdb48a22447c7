import { boundedText, errorDetail, redactValue } from '@heartwood/redact';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BACK_ENDS } from '../../test/back-ends.js';
import type { EntryType } from '../entry/entry-type.js';
import { entryType } from '../entry/entry-type.js';
import { type Field, type FieldOptions, type Fields, type FieldType, field as f } from '../entry/field.js';
import { strategyProblem } from '../entry/strategy-problem.js';
import { assembleLogger } from '../logger/create-logger.js';
import { decryptField } from '../protection/cipher.js';
import { tokeniser } from '../protection/token.js';
import { memory } from '../sinks/memory.js';
import type { BackEnd } from './compile.js';
import { MAX_STRING } from './escape.js';

/**
 * The plain reference: what each kind of field means as a value, without a thought for speed. A line is right when JSON.parse of it
 * gives the reference's object.
 */
function reference({ type, strategy, keep }: Field, value: unknown): unknown {
  const plain = plainReference(type, value);
  if (strategy === undefined || value === null || value === undefined) return plain;
  const text = typeof value === 'string' ? boundedText(value, MAX_STRING) : textOf(plain);
  if (strategy === 'encrypt') return { encrypted: Buffer.from(text).toString() };
  if (strategy === 'tokenise') return token(text);
  return keep === 'last4' && [...text].length >= 8 ? `***${[...text].slice(-4).join('')}` : '[masked]';
}

const textOf = (json: unknown): string => (typeof json === 'string' ? json : JSON.stringify(json));
const KEYS = { tokenise: 'a key of sixteen', encrypt: Buffer.alloc(32, 7) };
const token = tokeniser(Buffer.from(KEYS.tokenise));

/** The entry as parsed, each encrypted text in it as `{ encrypted: text }`. */
function decrypted(json: unknown): unknown {
  if (typeof json === 'string' && /^enc1\.[0-9a-f]{8}\./.test(json))
    return { encrypted: decryptField(json, KEYS.encrypt) };
  if (Array.isArray(json)) return json.map(decrypted);
  if (typeof json !== 'object' || json === null) return json;
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(json))
    Object.defineProperty(copy, name, { value: decrypted(value), enumerable: true, configurable: true });
  return copy;
}

function plainReference(type: FieldType, value: unknown): unknown {
  switch (type.kind) {
    case 'integer':
      if (typeof value !== 'bigint') break;
      return value >= -(2n ** 52n) && value < 2n ** 52n ? Number(value) : boundedText(String(value), MAX_STRING);
    case 'decimal':
    case 'id':
    case 'object':
      if (typeof value !== 'number' && typeof value !== 'bigint') break;
      return String(value);
    case 'date':
      if (typeof value !== 'number' || !(Math.abs(value) <= 8.64e15)) break;
      return new Date(value).toISOString();
    case 'error':
      return errorDetail(value);
    case 'array':
      if (!Array.isArray(value)) break;
      return [
        ...Array.from(value.slice(0, 200), (item) => reference(type.item, item)),
        ...(value.length > 200 ? [`[${value.length - 200} more]`] : []),
      ];
    case 'nested':
      if (typeof value !== 'object' || value === null) break;
      return referenceFields(type.fields, value);
  }
  if (value === undefined) return null;
  return typeof value === 'string' ? boundedText(value, MAX_STRING) : redactValue(value);
}

function referenceFields(fields: Fields, values: object): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field.class === 'secret') {
      written[name] = '[secret]';
      continue;
    }
    if (field.strategy === 'drop') continue;
    const value: unknown = Reflect.get(values, name);
    const given = value === undefined ? field.default : value;
    if (given !== undefined) written[name] = reference(field, given);
  }
  return written;
}

function referenceEntry(type: EntryType, values: object): unknown {
  const written = referenceFields(type.fields, values);
  for (const [name, field] of Object.entries(type.fields)) {
    const writes = field.class !== 'secret' && field.strategy !== 'drop';
    if (!field.optional && writes && !Object.hasOwn(written, name)) written[name] = reference(field, undefined);
    if (field.type.kind === 'error' && Object.hasOwn(written, name)) {
      written.error = written[name];
      delete written[name];
    }
  }
  return JSON.parse(JSON.stringify(written));
}

/** What the library writes itself. */
const OWN = [
  ...['timestamp', 'id', 'seq', 'level', 'message', 'event', 'event_version', 'service', 'environment', 'host', 'pid'],
  ...['thread', 'version', 'object_type', 'object_id'],
];

function written(backEnd: BackEnd, type: EntryType, values: object): unknown {
  const captured = memory();
  const options = {
    service: 'shop',
    level: 'debug',
    env: {},
    handleExit: false,
    sinks: [captured],
    keys: KEYS,
  } as const;
  assembleLogger(options, { now: () => 0, backEnd }).emit(type as EntryType<Record<never, Field>>, values as never);
  const line = captured.lines[0] ?? '';
  expect(Buffer.from(line).toString()).toBe(line);
  const entry: Record<string, unknown> = JSON.parse(line);
  expect(entry).toMatchObject({ event: type.name, seq: 1, service: 'shop' });
  for (const name of OWN) delete entry[name];
  return decrypted(entry);
}

const units = fc.nat(0xffff).map((unit) => String.fromCharCode(unit));
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: units, maxLength: 60 }),
  fc.constantFrom('', '\ud800', 'a\udc00', '"\\\n\u0000\u2028', '__proto__', 'x'.repeat(MAX_STRING + 7)),
);
const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(Number.NaN, Infinity, -Infinity, -0, 2 ** 53));
const anyValue = fc.oneof(
  text,
  number,
  fc.bigInt(),
  fc.date({ noInvalidDate: false }),
  fc.boolean(),
  fc.constantFrom(null, undefined),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true, maxDepth: 3 }),
  fc.anything().map((json) => ({ toJSON: () => json })),
  fc
    .string({ unit: 'binary' })
    .map((given) => JSON.parse(`{"__proto__":1,"constructor":2,"toString":${JSON.stringify(given)}}`)),
);

/** Options of a field that change how it is written. */
const options = fc.constantFrom<FieldOptions<never>>(
  ...[{}, {}, {}, { optional: true }, { optional: true }, { strategy: 'drop' } as const, { strategy: 'mask' } as const],
  ...[{ strategy: 'tokenise' } as const, { strategy: 'encrypt', optional: true } as const],
);

const scalar: fc.Arbitrary<readonly [Field, fc.Arbitrary<unknown>]> = fc.oneof(
  options.map((o) => [f.string(o), text] as const),
  options.map((o) => [f.number(o), number] as const),
  options.map((o) => [f.integer(o), fc.oneof(fc.integer(), fc.bigInt())] as const),
  options.map((o) => [f.boolean(o), fc.boolean()] as const),
  options.map((o) => [f.decimal(o), fc.oneof(text, number, fc.bigInt())] as const),
  options.map((o) => [f.id(o), fc.oneof(text, fc.integer())] as const),
  options.map((o) => [f.object('thing', o), text] as const),
  options.map((o) => [f.date(o), fc.oneof(fc.date(), fc.integer())] as const),
  options.map((o) => [f.duration(o), number] as const),
  options.map((o) => [f.enum(['a', 'b'], o), fc.constantFrom('a', 'b')] as const),
  options.map((o) => [f.json(o), anyValue] as const),
  fc.constant([f.string({ strategy: 'mask', keep: 'last4' }), text] as const),
  fc.constant([f.string({ default: 'standard' }), text] as const),
  fc.constant([f.number({ default: 7 }), number] as const),
  fc.constant([f.string({ class: 'secret' }), fc.constant('canary')] as const),
);

/** A strategy around another is refused at the declaration. */
const isTwice = (inside: readonly Field[], { strategy }: FieldOptions<never>): boolean =>
  strategy !== undefined && inside.some((field) => strategyProblem('f', f.array(field, { strategy })) !== undefined);

const { one } = fc.letrec<{ one: readonly [Field, fc.Arbitrary<unknown>] }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc
      .tuple(tie('one'), options)
      .filter(([[item], o]) => item.class !== 'secret' && item.strategy !== 'drop' && !isTwice([item], o))
      .map(([[item, items], o]) => [f.array(item, o), fc.array(items, { maxLength: 4 })] as const),
    fc
      .tuple(fc.array(tie('one'), { maxLength: 4 }), options)
      .filter(
        ([members, o]) =>
          !isTwice(
            members.map(([field]) => field),
            o,
          ),
      )
      .map(([members, o]) => [f.nested(named(members, 0), o), valuesOf(members, 0)] as const),
  ),
}));

const named = (members: readonly (readonly [Field, unknown])[], from: number): Record<string, Field> =>
  Object.fromEntries(members.map(([field], index) => [`f${from + index}`, field]));

/** Values of the declared types, now and then anything at all or nothing. */
const valuesOf = (members: readonly (readonly [Field, fc.Arbitrary<unknown>])[], from: number): fc.Arbitrary<object> =>
  fc.record(
    Object.fromEntries(
      members.map(([, values], index) => [
        `f${from + index}`,
        fc.oneof({ weight: 12, arbitrary: values }, { weight: 1, arbitrary: anyValue }),
      ]),
    ),
    { requiredKeys: [] },
  );

const declaration = fc.array(one, { minLength: 1, maxLength: 5 }).chain((members) => {
  const type = entryType('test.random', { level: 'info', message: '{f0} "x"', fields: named(members, 0) } as never);
  return fc.tuple(fc.constant(type as EntryType), valuesOf(members, 0));
});

describe.each(BACK_ENDS)('the %s serializer of any declaration', (_, backEnd) => {
  it('writes what the reference says, for any values', () => {
    fc.assert(
      fc.property(declaration, ([type, values]) => {
        expect(written(backEnd, type, values)).toEqual(referenceEntry(type, values));
      }),
      { numRuns: 400 },
    );
  });
});
