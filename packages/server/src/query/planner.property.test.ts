import {
  type ComparisonOperator,
  compileQuery,
  formatQuery,
  join,
  type LabelPredicate,
  type LogQuery,
  parseQuery,
  parseSearch,
  planQuery,
} from '@heartwood/logql';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EntryStore, openEntryStore, record } from '../../test/entry-store.js';
import { type Json, LEVELS, type Level, type LogRecord, STREAMS } from '../record/index.js';
import { createRead } from './reader.js';
import { entrySchema } from './schema/entry-schema.js';
import { lokiSchema } from './schema/loki-schema.js';
import { SOURCE } from './source.js';
import { entryView } from './view/entry-view.js';
import { lokiView } from './view/loki-view.js';

/** Texts that the ways of comparing see differently: case, Unicode folding, quotes, units, almost-numbers. */
const TEXTS = [
  ...[
    '',
    'a',
    'A',
    'ab',
    'a.b',
    'a\nb',
    'shop',
    'Shop',
    'payment FAILED',
    'disk full',
    'DISK',
    'diſk',
    '\u212a',
    'straße',
    'STRASSE',
    'ÉTÉ',
    'été',
  ],
  ...[
    "it's",
    '"quoted"',
    'back\\slash',
    'tab\there',
    'nul\u0000byte',
    '%',
    '_',
    '{q0:String}',
    '😀',
    '日本',
    '{}',
    '[1,2]',
  ],
  ...[
    '0',
    '1',
    '-1',
    '+5',
    '5.',
    '.5',
    '1e3',
    '1E-3',
    '1e400',
    'inf',
    '-Infinity',
    'NaN',
    '0x10',
    '1_000',
    ' 1',
    '12ab',
    '007',
    '0.1',
    '9007199254740993',
  ],
  ...[
    '1s',
    '1.5h',
    '-2m',
    '2h30m',
    '90m',
    '100ms',
    '.5s',
    '5.s',
    '1.',
    '10',
    '1d',
    '250µs',
    '250μs',
    '9223372036854775807ns',
    '9223372036854775808ns',
    '99999999999999999999999999h',
    '0.1234567890123456789s',
  ],
  ...[
    '1kb',
    '1KB',
    '1 KiB',
    '10MB',
    '1,000',
    '1,000.5 kB',
    '.5k',
    '16EiB',
    '1.2.3MB',
    'MB',
    '18446744073709551615',
    '1.5GiB ',
  ],
];
const NAMES = [
  'a',
  'b',
  'service',
  'level',
  'stream',
  'environment',
  'event',
  'host',
  'logger',
  'trace_id',
  'duration_ms',
  'pid',
  'a_extracted',
  'missing',
  'error_type',
  'id',
];
const FIELD_NAMES = ['a', 'b', 'a_extracted', 'level', 'service'];

const text = fc.constantFrom(...TEXTS);
const json: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: fc.constantFrom<Json>(1, 1.5, -0.001, 1e21, true, null, ['x'], { k: 'v' }) },
);
const dictionary = <V>(names: readonly string[], value: fc.Arbitrary<V>): fc.Arbitrary<Record<string, V>> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), value), { maxLength: 3, selector: ([name]) => name })
    .map((pairs) => Object.fromEntries(pairs));

/** As protocols make them: fields of an entry that was not pushed never have a column's name. */
const arbitraryRecord = fc
  .record({
    level: fc.constantFrom(...(Object.keys(LEVELS) as Level[])),
    stream: fc.constantFrom(...STREAMS),
    message: text,
    pushed: fc.boolean(),
    labels: dictionary([...FIELD_NAMES, 'host', 'environment'], text),
    fields: dictionary(FIELD_NAMES, json),
    columns: fc.record(
      {
        environment: text,
        event: text,
        host: text,
        logger: text,
        trace_id: text,
        duration_ms: fc.constantFrom(0, 0.1, 250, 1e21, 1e-7, 123456.789),
        pid: fc.constantFrom(0, 1, 42),
      },
      { requiredKeys: [] },
    ),
    error: fc.option(fc.record({ type: text }), { nil: undefined }),
  })
  .map(({ pushed, labels, fields, columns, error, ...rest }) => (number: number): LogRecord => {
    if (pushed) {
      const lifted = Object.fromEntries(
        Object.entries(columns).filter(([name]) => ['host', 'logger', 'trace_id'].includes(name)),
      );
      return record(number, { ...rest, ...lifted, fields, labels, service: 'pushed' });
    }
    const own = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'level' && name !== 'service'));
    return record(number, { ...rest, ...columns, fields: own, ...(error && { error }) });
  });

const PATTERNS = [
  ...[
    '',
    'a',
    'a.b',
    'a|b',
    '.*',
    '.+',
    '(?s)a.b',
    '(?i)shop',
    '(?i)disk',
    '(?i)k',
    '(?i)straße',
    '(?i)ÉTÉ',
    '^a',
    'b$',
    '\\d+',
    '\\w+',
    '\\bfull\\b',
    '[^a]+',
    "it's",
    '"',
    '\\\\',
    '\\t',
    '😀',
    '^$',
    '(a|b)*',
  ],
  ...[
    '(?i)payment',
    '(?i)full',
    'INFO|ERROR',
    'pushed',
    '\\Qa.b',
    '[[:upper:]]+',
    '\\pL+',
    '\\x{212a}',
    '(?m)^b$',
    '[0-9.]+(?:ms|s)',
    '\\s',
    '\\S+ \\S+',
  ],
];
const name = fc.constantFrom(...NAMES, '__error__');
const operator = fc.constantFrom<ComparisonOperator>('==', '!=', '>', '>=', '<', '<=');
const comparison = fc.oneof(
  fc.record({
    operator: fc.constantFrom('=' as const, '!=' as const),
    value: fc.oneof(text, fc.constantFrom('INFO', 'pushed', 'app', 'LabelFilterErr')),
  }),
  fc.record({ operator: fc.constantFrom('=~' as const, '!~' as const), value: fc.constantFrom(...PATTERNS) }),
);
const leaf: fc.Arbitrary<LabelPredicate> = fc.oneof(
  fc.tuple(name, comparison).map(([named, rest]) => ({ kind: 'string' as const, name: named, ...rest })),
  fc.record({
    kind: fc.constant('number' as const),
    name,
    operator,
    value: fc.constantFrom(0, 1, -1, 5, 0.1, 1000, 42, 250, 1e21),
  }),
  fc.record({
    kind: fc.constant('duration' as const),
    name,
    operator,
    value: fc.constantFrom(0n, 1_000_000_000n, 5_400_000_000_000n, -120_000_000_000n, 123_456_789n),
  }),
  fc.record({
    kind: fc.constant('bytes' as const),
    name,
    operator,
    value: fc.constantFrom(0, 1, 1000, 1024, 10_000_000, 2 ** 63),
  }),
);
const predicate = fc.letrec<{ node: LabelPredicate }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('node'), { minLength: 2, maxLength: 3 }))
      .map(([kind, operands]) => join(kind, operands)),
  ),
})).node;
const alternatives = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { minLength: 1, maxLength: 2 });
const arbitraryQuery: fc.Arbitrary<LogQuery> = fc.record({
  kind: fc.constant('log-query' as const),
  selector: fc.record({
    kind: fc.constant('selector' as const),
    matchers: fc.array(
      fc
        .tuple(fc.constantFrom(...NAMES), comparison)
        .map(([named, rest]) => ({ kind: 'matcher' as const, name: named, ...rest })),
      { maxLength: 2 },
    ),
  }),
  stages: fc.array(
    fc.oneof(
      fc.record({
        kind: fc.constant('line-filter' as const),
        operator: fc.constantFrom('|=' as const, '!=' as const),
        alternatives: alternatives(text),
      }),
      fc.record({
        kind: fc.constant('line-filter' as const),
        operator: fc.constantFrom('|~' as const, '!~' as const),
        alternatives: alternatives(fc.constantFrom(...PATTERNS)),
      }),
      predicate.map((value) => ({ kind: 'label-filter' as const, predicate: value })),
    ),
    { maxLength: 3 },
  ),
});

describe('the planner on the real engine', () => {
  const records = fc.sample(arbitraryRecord, { numRuns: 600, seed: 4710 }).map((make, number) => make(number));
  let store: EntryStore;
  beforeAll(async () => {
    store = await openEntryStore();
    await store.insert(records);
  });
  afterAll(() => store.close());

  const sides = [
    { side: 'search', schema: entrySchema, view: entryView },
    { side: 'Loki', schema: lokiSchema, view: lokiView },
  ];

  async function differences(query: LogQuery, { schema, view }: (typeof sides)[number]): Promise<string[]> {
    const { sql, parameters } = planQuery(query, schema, 'x');
    const read = createRead(store.engine);
    const { rows } = await read<{ id: string }>(`SELECT toString(id) AS id FROM ${SOURCE} WHERE ${sql}`, parameters);
    const planned = new Set(rows.map(({ id }) => id));
    const run = compileQuery(query);
    return records
      .filter((entry) => planned.has(entry.id) !== (run(view(entry)) !== undefined))
      .map((entry) => `${planned.has(entry.id) ? 'only SQL' : 'only interpreter'}: ${JSON.stringify(entry)}`);
  }

  it.each(sides)(
    'keeps what the interpreter keeps, seen by $side',
    async (side) => {
      await fc.assert(
        fc.asyncProperty(arbitraryQuery, async (query) => {
          expect(await differences(query, side), formatQuery(query)).toEqual([]);
        }),
        { numRuns: 120 },
      );
    },
    120_000,
  );

  it.each(sides)(
    'for each text and each pattern there is, seen by $side',
    async (side) => {
      const queries = [
        ...TEXTS.map((value) => ({ operator: '|=' as const, alternatives: [value] })),
        ...PATTERNS.map((value) => ({ operator: '|~' as const, alternatives: [value] })),
      ].map((filter): LogQuery => ({ ...parseQuery('{}'), stages: [{ kind: 'line-filter', ...filter }] }));
      const comparisons = ['== 0', '> 0', '> 1s', '<= 90m', '>= 1kB', '< 10MB'].flatMap((rest) =>
        ['a', 'duration_ms', 'host'].map((field) => parseQuery(`{} | ${field} ${rest} | __error__=""`)),
      );
      const searches = [
        'disk',
        'payment failed',
        '-full',
        'a:>0',
        '-a:>0',
        'level:>=warning',
        'host:*',
        'a:a* or b:a*',
      ].map(parseSearch);
      for (const query of [...queries, ...comparisons, ...searches]) {
        expect(await differences(query, side), formatQuery(query)).toEqual([]);
      }
    },
    120_000,
  );
});
