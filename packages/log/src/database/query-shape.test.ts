import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dialect, queryShape } from './query-shape.js';

describe('queryShape', () => {
  it.each<[Dialect, string, string]>([
    [
      'postgresql',
      "select * from users where email = 'a@b' and id = 7",
      'select * from users where email = ? and id = ?',
    ],
    ['postgresql', 'SELECT 1\n  FROM "Users"', 'SELECT ? FROM "Users"'],
    ['postgresql', 'select $1::int, $2', 'select ?::int, ?'],
    ['postgresql', "select 'it''s', x'ff', E'a\\'b', N'c', name", 'select ?, ?, ?, ?, name'],
    ['postgresql', "select 'C:\\', id", 'select ?, id'],
    ['postgresql', 'select $$a$$, $tag$it $$ is$tag$, b', 'select ?, ?, b'],
    ['postgresql', 'select a -- secret\n, b /* x /* y */ z */ from t1', 'select a , b from t1'],
    [
      'postgresql',
      'select * from t where id in (1, 2,3) and k in ($1)',
      'select * from t where id in (?, …) and k in (?)',
    ],
    ['postgresql', "insert into t values (1, 'a'), (2, 'b'), (3, 'c')", 'insert into t values (?, …), …'],
    ['postgresql', 'select -1.5e-3 + 0xFF + .5, t1.col2', 'select -? + ? + ?, t1.col2'],
    ['postgresql', "select 'open", 'select ?'],
    ['postgresql', 'select "open', 'select ?'],
    ['postgresql', 'select $$open', 'select ?'],
    ['postgresql', 'select 1 /* open', 'select ?'],
    ['mysql', 'select "a\\"b", `key` from t # secret', 'select ?, `key` from t'],
    ['mysql', "select 'a\\'b' from t where id = ?", 'select ? from t where id = ?'],
    ['mysql', 'select /* a */ b from größe', 'select b from größe'],
    ['sqlite', "insert into t values (:name, 'x')", 'insert into t values (?, …)'],
  ])('%s: %s', (dialect, sql, shape) => expect(queryShape(sql, dialect).query).toBe(shape));

  it('is the same, with the same id, for other values', () => {
    const [one, two] = ["update t set a = 'x' where id = 1", "UPDATE t set a = 'long''er' where id = 22"];
    expect(queryShape(one!, 'mysql').query_id).toBe(queryShape(one!.replace('1', '9'), 'mysql').query_id);
    expect(queryShape(two!, 'mysql').operation).toBe('update');
  });

  it('never lets a quoted value through, whatever it is', () => {
    const dialects = fc.constantFrom<Dialect>('postgresql', 'mysql', 'sqlite');
    fc.assert(
      fc.property(dialects, fc.string({ maxLength: 50 }), (dialect, value) => {
        const escaped = dialect === 'mysql' ? value.replaceAll('\\', '\\\\') : value;
        const literal = `'canary${escaped.replaceAll("'", "''")}canary'`;
        expect(queryShape(`select a from t where b = ${literal} and c = 1`, dialect).query).toBe(
          'select a from t where b = ? and c = ?',
        );
      }),
    );
  });

  it('stays linear and bounded on hostile input', () => {
    for (const sql of ["'".repeat(1e6), '('.repeat(1e6), '/*'.repeat(1e6), '?,'.repeat(1e6), `(${'?, '.repeat(1e6)}`])
      expect(queryShape(sql, 'postgresql').query.length).toBeLessThanOrEqual(2_000);
  });
});
