import type { LogQuery, Stage } from '../syntax/query.js';
import type { LogEntryView } from './entry-view.js';
import type { Evaluation, StageTest } from './evaluation.js';
import { compilePredicate } from './label-filter.js';
import { compileLineFilter } from './line-filter.js';
import { compileSelector } from './selector.js';

/** What a query makes of one entry: nothing when it is filtered out. */
export interface QueryResult {
  /** Value of the label `__error__` that Loki would add; absent when nothing failed. */
  readonly error?: string;
}

/** A query made ready to run over many entries. */
export type CompiledQuery = (view: LogEntryView) => QueryResult | undefined;

/**
 * Compiles a query for the reference interpreter: what it says of an entry is the specification that the planner's SQL is
 * tested against. Time per entry is linear in its size whatever the patterns.
 *
 * @example
 * const run = compileQuery(parseQuery('{service="shop"} |= "paid"'));
 * run({ labels: { service: 'shop' }, metadata: {}, line: 'invoice paid' }) // {}
 */
export function compileQuery(query: LogQuery): CompiledQuery {
  const tests = [compileSelector(query.selector), ...query.stages.map(compileStage)];
  return (view) => {
    const evaluation: Evaluation = { view, error: '' };
    if (!tests.every((test) => test(evaluation))) return undefined;
    return evaluation.error === '' ? {} : { error: evaluation.error };
  };
}

/** Whether the query keeps the entry. To test many entries, compile once with `compileQuery`. */
export function matches(query: LogQuery, view: LogEntryView): boolean {
  return compileQuery(query)(view) !== undefined;
}

function compileStage(stage: Stage): StageTest {
  switch (stage.kind) {
    case 'line-filter':
      return compileLineFilter(stage);
    case 'label-filter':
      return compilePredicate(stage.predicate);
  }
}
