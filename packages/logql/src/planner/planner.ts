import type { LogQuery } from '../syntax/query.js';
import { FragmentBuilder, type SqlFragment } from './fragment.js';
import { asksForErrors, type PlanContext, planPredicate } from './label-filter.js';
import { planLineFilter } from './line-filter.js';
import type { StorageSchema } from './schema.js';
import { planSelector } from './selector.js';

/** ClickHouse settings under which planned SQL means what the interpreter means: numbers are read to the last digit. */
export const PLANNED_SQL_SETTINGS = { precise_float_parsing: '1' } as const;

/**
 * Plans a query as a condition in ClickHouse SQL that holds for exactly the entries the interpreter keeps. Run it with
 * `PLANNED_SQL_SETTINGS`. Values travel as server-side parameters, never in the text.
 *
 * @param prefix begins the names of parameters and aliases
 * @throws LogqlUnsupportedError when no SQL that is provably equal can be given
 * @example
 * planQuery(parseQuery('{service="shop"} |= "paid"'), schema)
 * // { sql: 'service = {q0:String} AND (position(message, {q1:String}) > 0)', parameters: { q0: 'shop', q1: 'paid' } }
 */
export function planQuery(query: LogQuery, schema: StorageSchema, prefix = 'q'): SqlFragment {
  const builder = new FragmentBuilder(prefix);
  const conditions = [...planSelector(query.selector, schema, builder.bind)];
  const tracksFailures = query.stages.some((stage) => stage.kind === 'label-filter' && asksForErrors(stage.predicate));
  const context: PlanContext = { schema, bind: builder.bind, name: builder.name, tracksFailures };
  const failed: string[] = [];
  for (const stage of query.stages) {
    if (stage.kind === 'line-filter') {
      conditions.push(planLineFilter(stage, schema, builder.bind));
      continue;
    }
    const planned = planPredicate(stage.predicate, context, failed);
    conditions.push(planned.passes);
    if (planned.fails !== undefined) failed.push(planned.fails);
  }
  return builder.fragment(conditions.length === 0 ? '1' : conditions.join(' AND '));
}
