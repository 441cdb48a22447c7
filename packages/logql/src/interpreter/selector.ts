import type { Selector } from '../syntax/selector.js';
import { labelOf } from './entry-view.js';
import type { StageTest } from './evaluation.js';
import { compileMatch } from './match.js';

/** All matchers must hold. */
export function compileSelector(selector: Selector): StageTest {
  const tests = selector.matchers.map(({ name, operator, value }) => {
    const test = compileMatch(operator, value, true);
    return ({ view }: { view: Parameters<typeof labelOf>[0] }) => test(labelOf(view, name));
  });
  return (evaluation) => tests.every((test) => test(evaluation));
}
