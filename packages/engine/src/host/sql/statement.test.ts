import { describe, expect, it } from 'vitest';
import { inspectStatement } from './statement.js';

describe('inspectStatement', () => {
  const f = (sql: string, want: Partial<ReturnType<typeof inspectStatement>>): void => {
    it(sql, () => expect(inspectStatement(sql)).toMatchObject(want));
  };

  f('SELECT 1', { verb: 'SELECT', access: 'read', format: undefined, limit: undefined, multiple: false });
  f('  -- note\n /* SELECT */ select 1', { verb: 'SELECT', access: 'read' });
  f('# note\nSHOW TABLES', { verb: 'SHOW', access: 'read' });
  f('INSERT INTO t SELECT 1', { access: 'write' });
  f('WITH x AS (SELECT 1) SELECT * FROM x', { access: 'read', nested: true });
  f('WITH 1 AS x INSERT INTO t SELECT x', { access: 'write' });
  f('EXPLAIN SELECT 1', { access: 'read' });
  f('ALTER TABLE t DELETE WHERE 1', { access: 'write' });
  f('SELEC 1', { access: 'unknown' });
  f('', { verb: '', access: 'unknown' });

  f('SELECT 1 FORMAT JSONEachRow', { format: 'JSONEachRow' });
  f('SELECT 1 FORMAT JSON SETTINGS max_threads = 1', { format: 'JSON' });
  f("SELECT 'x FORMAT CSV'", { format: undefined });
  f('SELECT (SELECT 1 FORMAT CSV)', { format: undefined, nested: true });

  f('SELECT {a:String}, { b : Array(String) }', { parameters: new Set(['a', 'b']) });
  f("SELECT '{a:String}' -- {b:String}", { parameters: new Set() });

  f('SELECT a FROM t ORDER BY a LIMIT 100', { limit: 100 });
  f('SELECT a FROM t LIMIT {n:UInt32}', { limit: { parameter: 'n' } });
  f('SELECT a FROM (SELECT a FROM t LIMIT 5)', { limit: undefined, nested: false });
  f('SELECT a, count() FROM t GROUP BY a', { grouped: true });
  f('SELECT a FROM (SELECT a FROM t GROUP BY a)', { grouped: false });
  f('SELECT a FROM t WHERE a IN (SELECT b FROM u)', { nested: true });
  f('SELECT a FROM t JOIN (SELECT b FROM u) AS u ON a = b', { nested: false });

  f('SELECT 1;', { multiple: false });
  f('SELECT 1; -- end', { multiple: false });
  f('SELECT 1; DROP TABLE t', { multiple: true });
  f("SELECT ';DROP TABLE t'", { multiple: false });
  f("SELECT 'it''s; \\'; x'", { multiple: false });
  f('SELECT `a;b`, "c;d", $x$ ; $x$', { multiple: false });
  f("SELECT 'unterminated; ", { multiple: false });

  f("SELECT 1 INTO OUTFILE 'x'", { file: true });
  f("INSERT INTO t FROM INFILE 'x' FORMAT CSV", { file: true });
  f("SELECT 'INTO OUTFILE'", { file: false });
});
