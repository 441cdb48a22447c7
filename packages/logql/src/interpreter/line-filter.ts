import { compileRegex } from '../regex/index.js';
import type { LineFilter } from '../syntax/line-filter.js';
import type { StageTest } from './evaluation.js';

/** Positive: one alternative is enough. Negative: none may be found. */
export function compileLineFilter({ operator, alternatives }: LineFilter): StageTest {
  const isRegex = operator === '|~' || operator === '!~';
  const negative = operator === '!=' || operator === '!~';
  const tests = alternatives.map((text) =>
    isRegex ? compileRegex(text) : (line: string): boolean => line.includes(text),
  );
  return ({ view }) => tests.some((test) => test(view.line)) !== negative;
}
