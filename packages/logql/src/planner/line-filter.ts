import type { LineFilter } from '../syntax/line-filter.js';
import { planContains, planContainsPattern } from './match.js';
import type { Bind, StorageSchema } from './schema.js';

export function planLineFilter({ operator, alternatives }: LineFilter, schema: StorageSchema, bind: Bind): string {
  const plan = operator === '|~' || operator === '!~' ? planContainsPattern : planContains;
  const found = `(${alternatives.map((text) => plan(schema.line, text, bind)).join(' OR ')})`;
  return operator === '!=' || operator === '!~' ? `NOT ${found}` : found;
}
