import { parseSync } from 'oxc-parser';
import { expect, it } from 'vitest';
import { whyRedactIsNeeded } from './redact-paths.js';

function f(option: string): string | undefined {
  const [statement] = parseSync('a.js', `(${option})`, { preserveParens: false }).program.body;
  if (statement?.type !== 'ExpressionStatement') throw new Error(`${option} is no expression.`);
  return whyRedactIsNeeded(statement.expression);
}

it.each([
  '[]',
  "['password', '*.password', 'users[*].password']",
  "['req.headers.authorization', 'req.headers[\"x-api-key\"]']",
  "{ paths: ['password'], censor: '***' }",
  "{ paths: ['password'], remove: true }",
])('is not needed: %s', (option) => expect(f(option)).toBeUndefined());

it.each([
  ["['password', 'user.birthday']", 'by its name: user.birthday;'],
  ["['password.*', 'cards[*]']", 'by its name: password.*, cards[*];'],
  ["['password', ...more]", 'not a literal'],
  ['paths', 'not a literal'],
  ["{ censor: 'x' }", 'not a literal'],
  ["{ paths: ['password'], ...more }", 'not a literal'],
])('is needed: %s', (option, want) => expect(f(option)).toContain(want));
