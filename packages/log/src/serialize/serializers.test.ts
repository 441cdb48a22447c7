import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BACK_ENDS } from '../../test/back-ends.js';
import { type EntryType, entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import { assembleLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';

const everything = entryType('test.everything', {
  level: 'warning',
  message: '{text}: {amount} of {choice} "quoted" {card} {mail} {note}',
  fields: {
    text: f.string(),
    amount: f.number({ unit: 'ms' }),
    whole: f.integer(),
    flag: f.boolean(),
    price: f.decimal({ unit: 'EUR' }),
    at: f.date(),
    took: f.duration(),
    choice: f.enum(['a', 'b'], { default: 'b' }),
    key_id: f.id(),
    order: f.object('or"der'),
    tags: f.array(f.string()),
    inner: f.nested({ city: f.string(), zip: f.string({ optional: true }), password: f.string(), at: f.date() }),
    any: f.json(),
    err: f.error({ optional: true }),
    note: f.string({ optional: true }),
    card: f.string({ class: 'secret' }),
    api_key: f.string({ optional: true }),
    mail: f.string({ class: 'pii', subject: 'text' }),
    duration_ms: f.standard({ optional: true }),
    payload: f.standard({ optional: true }),
  },
});

const sound = {
  text: 'say "hi"\n',
  amount: 1.5,
  whole: 2n ** 60n,
  flag: true,
  price: 12n,
  at: new Date(0),
  took: 3,
  key_id: 17,
  order: 'o_1',
  tags: ['x', '\u2028'],
  inner: { city: 'Köln', password: 'pw-canary', at: 0 },
  any: { deep: [{ token: 'token-canary' }] },
  err: new RangeError('off', { cause: new Error('root') }),
  card: 'card-canary',
  api_key: 'key-canary',
  mail: 'a@b.example',
  duration_ms: 0.25,
  payload: 'blob',
};

describe.each(BACK_ENDS)('%s serializers', (_, backEnd) => {
  function write(type: EntryType, values: unknown): { line: string; entry: Record<string, unknown> } {
    const captured = memory();
    const options = { service: 'shop', level: 'debug', env: {}, handleExit: false, sinks: [captured] } as const;
    assembleLogger(options, { now: () => 0, backEnd }).emit(type, values as Record<string, unknown>);
    const line = captured.lines[0] ?? '';
    return { line, entry: JSON.parse(line) };
  }

  it('write a standard field without a value as null, never as the text', () => {
    const type = entryType('signed.in', { level: 'info', message: '{user_id}', fields: { user_id: f.standard() } });
    for (const values of [{}, { user_id: undefined }, { user_id: null }]) {
      expect(write(type, values).entry).toMatchObject({ user_id: null });
    }
    expect(write(type, { user_id: 7 }).entry).toMatchObject({ user_id: '7' });
  });

  it('write every kind of field', () => {
    const { line, entry } = write(everything, sound);
    expect(entry).toMatchObject({
      timestamp: '1970-01-01T00:00:00.000Z',
      level: 'WARNING',
      message: 'say "hi"\n: 1.5 of b "quoted" [secret] [pii] -',
      text: 'say "hi"\n',
      amount: 1.5,
      whole: '1152921504606846976',
      flag: true,
      price: '12',
      at: '1970-01-01T00:00:00.000Z',
      took: 3,
      choice: 'b',
      key_id: '17',
      order: 'o_1',
      object_type: 'or"der',
      object_id: 'o_1',
      tags: ['x', '\u2028'],
      inner: { city: 'Köln', password: '[secret]', at: '1970-01-01T00:00:00.000Z' },
      any: { deep: [{ token: '[secret]' }] },
      error: { type: 'RangeError', message: 'off', causes: [{ message: 'root' }] },
      card: '[secret]',
      api_key: '[secret]',
      mail: 'a@b.example',
      duration_ms: 0.25,
      payload: 'blob',
    });
    expect(entry).not.toHaveProperty('note');
    expect(entry).not.toHaveProperty('err');
    expect(line).not.toContain('canary');
  });

  it('never read a secret', () => {
    const values = Object.defineProperties(
      { ...sound },
      Object.fromEntries(
        ['card', 'api_key'].map((name) => [name, { get: () => expect.unreachable(`${name} was read`) }]),
      ),
    );
    expect(write(everything, values).entry).toMatchObject({ card: '[secret]', api_key: '[secret]' });
  });

  it('never read a secret inside an object or a list, nor what is not declared', () => {
    const inside = f.nested({ id: f.id(), pin: f.string({ class: 'secret' }) });
    const fields = { one: inside, many: f.array(inside) };
    const type = entryType('test.inside', { level: 'info', message: 'x', fields });
    const unread = () => expect.unreachable('a secret was read');
    const given = (id: string) => Object.defineProperties({ id }, { pin: { get: unread }, level: { get: unread } });
    const values = Object.defineProperty({ one: given('a'), many: [given('b')] }, 'other', { get: unread });
    expect(write(type, values).entry).toMatchObject({
      one: { id: 'a', pin: '[secret]' },
      many: [{ id: 'b', pin: '[secret]' }],
    });
  });

  it('let no value, context or child forge what the library writes itself', () => {
    const type = entryType('test.forged', { level: 'info', message: 'x', fields: { text: f.string() } });
    const forged = { text: '","level":"CRITICAL","seq":7', level: 'CRITICAL', seq: 7, event: 'forged', id: 'forged' };
    const captured = memory();
    const options = { service: 'shop', level: 'debug', env: {}, handleExit: false, sinks: [captured] } as const;
    const log = assembleLogger(options, { now: () => 0, backEnd }).child(forged);
    log.emit(type, forged);
    log.info('free', forged);
    const own = { timestamp: '1970-01-01T00:00:00.000Z', level: 'INFO', service: 'shop' };
    expect(captured.entries).toMatchObject([
      { ...own, event: 'test.forged', seq: 1, text: forged.text },
      { ...own, event: 'log.message', seq: 2, field_level: 'CRITICAL' },
    ]);
    for (const line of captured.lines) {
      expect(line.match(/[,{]"(level|seq|id|event|timestamp)":/g)).toHaveLength(5);
    }
  });

  it('read every other field once', () => {
    const reads: string[] = [];
    const values = new Proxy(sound, {
      get(target, name) {
        reads.push(String(name));
        return Reflect.get(target, name);
      },
    });
    write(everything, values);
    expect(reads.sort()).toEqual([...new Set(reads)].sort());
  });

  it.each<[string, unknown, unknown]>([
    ['NaN', Number.NaN, 'NaN'],
    ['Infinity', -Infinity, '-Infinity'],
    ['a lone surrogate', 'a\ud800b', 'a\ud800b'],
    ['NUL', '\u0000', '\u0000'],
    ['a huge text', 'x'.repeat(40_000), `${'x'.repeat(32_768)}… [7232 more]`],
    ['null', null, null],
    ['a bigint', 1n, '1'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a function', () => {}, '[function]'],
  ])('write %s where it does not belong', (_name, value, json) => {
    const type = entryType('test.two', { level: 'info', message: 'x', fields: { text: f.string(), any: f.json() } });
    expect(write(type, { text: value, any: value }).entry).toMatchObject({ text: json, any: json });
  });

  it('write the entry although a getter throws, an object is circular, or 20,000 deep', () => {
    let deep: unknown = {};
    for (let depth = 0; depth < 20_000; depth++) deep = { deep };
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const throwing = {
      get city(): string {
        throw new Error('no city');
      },
    };
    for (const any of [deep, circular, [deep], new Map([['k', circular]])]) {
      expect(write(everything, { ...sound, any }).entry).toMatchObject({ text: sound.text });
    }
    expect(write(everything, { ...sound, inner: throwing }).entry).toMatchObject({
      text: sound.text,
      inner: { city: '[unreadable: no city]' },
    });
    expect(write(everything, Object.defineProperty({ ...sound }, 'text', { get: () => { throw new Error('no'); } })).entry).toMatchObject({ text: '[unreadable: no]', amount: 1.5 }); // biome-ignore format: one case, one line
  });

  it('write one parseable line for any values at all, without a secret', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
    });
    const names = Object.keys(everything.fields).filter((name) => name !== 'card' && name !== 'api_key');
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(names.map((name) => [name, anything])), { requiredKeys: [] }),
        (values) => {
          const { line, entry } = write(everything, { ...values, card: 'card-canary', api_key: 'key-canary' });
          expect(entry).toMatchObject({ event: 'test.everything', seq: 1 });
          expect(line.indexOf('\n')).toBe(-1);
          expect(line).not.toContain('canary');
          expect(Buffer.from(line).toString()).toBe(line);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('write what JSON.parse reads back, for values of the declared types', () => {
    const type = entryType('test.plain', {
      level: 'info',
      message: '{text}|{number}',
      fields: { text: f.string(), number: f.number(), list: f.array(f.string()), flag: f.boolean({ optional: true }) },
    });
    const values = fc.record({
      text: fc.string({ unit: 'binary' }),
      number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
      list: fc.array(fc.string({ unit: 'binary', maxLength: 80 })),
      flag: fc.option(fc.boolean(), { nil: undefined }),
    });
    fc.assert(
      fc.property(values, (given) => {
        const { entry } = write(type, given);
        const reference = JSON.parse(JSON.stringify({ ...given, message: `${given.text}|${given.number}` }));
        expect(entry).toMatchObject(reference);
      }),
    );
  });
});

it('the back ends write the same line', () => {
  const lines = BACK_ENDS.map(([, backEnd]) => {
    const captured = memory();
    const log = assembleLogger({ env: {}, handleExit: false, sinks: [captured] }, { now: () => 0, backEnd });
    log.emit(everything, sound);
    log.emit(everything, {} as never);
    return captured.lines.map((line) => line.replace(/"id":"[^"]+"/, ''));
  });
  expect(lines[0]).toEqual(lines[2]);
  expect(lines[1]).toEqual(lines[2]);
});
