import { RuleTester } from 'eslint';
import { describe, it } from 'vitest';
import type { LoadableRule } from '../src/rule.js';
import { parseForESLint } from './typescript-parser.js';

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

const javascript = new RuleTester({ languageOptions: { ecmaVersion: 2024, sourceType: 'module' } });
const typescript = new RuleTester({ languageOptions: { parser: { parseForESLint }, sourceType: 'module' } });

export interface Invalid {
  readonly code: string;
  readonly options?: readonly unknown[];
  readonly errors: readonly (
    | string
    | { messageId: string; data?: Record<string, string>; line?: number; column?: number }
  )[];
  /** What the code is after the fixes; `null`: as it was. */
  readonly output?: string | null;
  readonly filename?: string;
}
export type Valid =
  | string
  | { readonly code: string; readonly options?: readonly unknown[]; readonly filename?: string };

/** Runs the cases with ESLint's own parser, then with one for TypeScript, whose trees the rules must read as well. Errors are message ids. */
export function testRule(
  name: string,
  rule: LoadableRule,
  cases: {
    valid: readonly Valid[];
    invalid: readonly Invalid[];
    typescript?: { valid: readonly Valid[]; invalid: readonly Invalid[] };
  },
): void {
  const invalid = (list: readonly Invalid[]) =>
    list.map(({ errors, options = [], output = null, ...rest }) => ({
      ...rest,
      options: [...options],
      output,
      errors: errors.map((error) => (typeof error === 'string' ? { messageId: error } : { ...error })),
    }));
  const valid = (list: readonly Valid[]) =>
    list.map((one) => (typeof one === 'string' ? one : { ...one, options: [...(one.options ?? [])] }));
  javascript.run(`${name} on JavaScript`, rule, { valid: valid(cases.valid), invalid: invalid(cases.invalid) });
  const own = cases.typescript ?? { valid: [], invalid: [] };
  typescript.run(`${name} on TypeScript`, rule, {
    valid: valid([...cases.valid, ...own.valid]),
    invalid: invalid([...cases.invalid, ...own.invalid]),
  });
}
