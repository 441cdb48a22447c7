import type { Selector } from '../syntax/selector.js';
import { planMatch } from './match.js';
import type { Bind, StorageSchema } from './schema.js';

/** One condition per matcher. */
export function planSelector(selector: Selector, schema: StorageSchema, bind: Bind): readonly string[] {
  return selector.matchers.map(({ name, operator, value }) =>
    planMatch(schema.label(name, bind), operator, value, true, bind),
  );
}
