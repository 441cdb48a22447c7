import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { withoutStatement } from './control/index.js';
import { translateError } from './error-translation.js';

describe('translateError of a failed control query', () => {
  const failed = (cause: Error) => new DrizzleQueryError('insert into users values ($1)', ['$argon2id$hash'], cause);
  const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code });
  const f = (what: string, cause: Error, code: string | undefined) =>
    it(`${what} is ${code ?? 'unexpected'}`, () => expect(translateError(failed(cause))?.code).toBe(code));

  f('a full disk', coded('53100'), 'unavailable');
  f('a server that shuts down', coded('57P01'), 'unavailable');
  f('a server that is not there', coded('ECONNREFUSED'), 'unavailable');
  f('one at several addresses', new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]), 'unavailable');
  f('a connection that ends', new Error('Connection terminated unexpectedly'), 'unavailable');
  f('a statement that is wrong', coded('42601'), undefined);

  it('nothing of the statement or its parameters is left for the log', () => {
    const cause = coded('42601', 'syntax error');
    expect(withoutStatement(failed(cause))).toBe(cause);
    expect(withoutStatement(cause)).toBe(cause);
  });
});
