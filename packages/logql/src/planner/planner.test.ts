import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryQuery } from '../../test/arbitrary-query.js';
import { parseQuery } from '../parser/index.js';
import type { SqlFragment } from './fragment.js';
import { planQuery } from './planner.js';
import type { StorageSchema } from './schema.js';

// That the SQL means what the interpreter means is tested on the engine, in packages/server/src/query.
const schema: StorageSchema = {
  line: 'message',
  label: (name, bind) => (name === 'service' ? 'service' : `labels[${bind(name)}]`),
  value: (name, bind) => (name === 'service' ? 'service' : `fields[${bind(name)}]`),
};
const sql = (text: string): string => planQuery(parseQuery(text), schema).sql;

describe('planQuery', () => {
  it.each([
    ['{}', '1'],
    ['{service="shop"}', 'service = {q0:String}'],
    ['{service=~"a|b"}', 'service IN ({q0:String}, {q1:String})'],
    ['{service!~"a.*"}', 'NOT match(service, {q0:String})'],
    ['{} |= "x" or "y"', '(position(message, {q0:String}) > 0 OR position(message, {q1:String}) > 0)'],
    ['{} !~ "(?i)time"', 'NOT (positionCaseInsensitive(message, {q0:String}) > 0)'],
    // RE2 finds the long s and the Kelvin sign too; ClickHouse's own search does not.
    ['{} |~ "(?i)disk"', '(match(message, {q0:String}))'],
    ['{} | a="x" or a="x"', '(fields[{q0:String}] = {q1:String} OR fields[{q0:String}] = {q1:String})'],
  ])('%s', (query, expected) => {
    expect(sql(query)).toBe(expected);
  });

  it('sends values as parameters only', () => {
    const query = parseQuery('{service="\'; DROP TABLE x --"} |= "{q0:String}" | a > 5');
    const fragment = planQuery(query, schema, 'p');
    expect(fragment.sql).not.toMatch(/DROP|q0/);
    expect(Object.values(fragment.parameters)).toContain("'; DROP TABLE x --");
  });

  it('names in the SQL exactly the parameters it gives', () => {
    fc.assert(
      fc.property(arbitraryQuery, (query) => {
        let fragment: SqlFragment;
        try {
          fragment = planQuery(query, schema);
        } catch (error) {
          // Long histories of failures are refused.
          expect(error).toHaveProperty('name', 'LogqlUnsupportedError');
          return;
        }
        const named = new Set(
          Array.from(fragment.sql.matchAll(/\{(q\d+):(?:String|Float64|Int64)\}/g), ([, name]) => name),
        );
        expect(named).toEqual(new Set(Object.keys(fragment.parameters)));
      }),
    );
  });
});
