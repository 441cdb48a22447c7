import type { LabelFilter } from './label-filter.js';
import type { LineFilter } from './line-filter.js';
import type { Selector } from './selector.js';

/** One step of the pipeline behind the selector. */
export type Stage = LineFilter | LabelFilter;

/** A query that answers with log lines. Nodes are plain, immutable values. */
export interface LogQuery {
  readonly kind: 'log-query';
  readonly selector: Selector;
  readonly stages: readonly Stage[];
}
