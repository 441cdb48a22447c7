import { describe, expect, it } from 'vitest';
import { insertTarget } from './insert-target.js';

describe('insertTarget', () => {
  const f = (sql: string, want: ReturnType<typeof insertTarget>): void => {
    it(sql, () => expect(insertTarget(sql)).toEqual(want));
  };

  f('INSERT INTO t FORMAT JSONEachRow', { table: 't', columns: undefined, format: 'JSONEachRow' });
  f('insert into table `d`.`t` (a, "b") format CSV;', { table: 'd.t', columns: ['a', 'b'], format: 'CSV' });
  f('INSERT INTO t', undefined);
  f('INSERT INTO t VALUES (1)', undefined);
  f('INSERT INTO t SELECT 1', undefined);
  f('INSERT INTO FUNCTION file() FORMAT CSV', undefined);
  f('INSERT INTO t (* EXCEPT (a)) FORMAT CSV', undefined);
  f('INSERT INTO t FORMAT CSV more', undefined);
  f('INSERT INTO `t; DROP` FORMAT CSV', undefined);
  f('SELECT 1', undefined);
});
