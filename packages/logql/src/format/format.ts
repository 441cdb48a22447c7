import type { LabelPredicate } from '../syntax/label-filter.js';
import type { LogQuery, Stage } from '../syntax/query.js';
import type { Selector } from '../syntax/selector.js';
import { formatBytes } from '../units/bytes.js';
import { formatDuration } from '../units/duration.js';
import { quote } from './quote.js';

/**
 * Prints a query as LogQL on one line; `parseQuery` reads the same tree back.
 *
 * @example formatQuery(parseSearch('timeout service:shop')) // {} |~ "(?i)timeout" | service="shop"
 */
export function formatQuery(query: LogQuery): string {
  return [formatSelector(query.selector), ...query.stages.map(formatStage)].join(' ');
}

function formatSelector({ matchers }: Selector): string {
  return `{${matchers.map(({ name, operator, value }) => `${name}${operator}${quote(value)}`).join(', ')}}`;
}

function formatStage(stage: Stage): string {
  switch (stage.kind) {
    case 'line-filter':
      return `${stage.operator} ${stage.alternatives.map(quote).join(' or ')}`;
    case 'label-filter':
      return `| ${formatPredicate(stage.predicate)}`;
  }
}

function formatPredicate(predicate: LabelPredicate): string {
  switch (predicate.kind) {
    case 'and':
      return predicate.operands
        .map((operand) => (operand.kind === 'or' ? `(${formatPredicate(operand)})` : formatPredicate(operand)))
        .join(' and ');
    case 'or':
      return predicate.operands.map(formatPredicate).join(' or ');
    case 'string':
      return `${predicate.name}${predicate.operator}${quote(predicate.value)}`;
    case 'number':
      return `${predicate.name} ${predicate.operator} ${predicate.value}`;
    case 'duration':
      return `${predicate.name} ${predicate.operator} ${formatDuration(predicate.value)}`;
    case 'bytes':
      return `${predicate.name} ${predicate.operator} ${formatBytes(predicate.value)}`;
  }
}
