import type { LogEntryView } from './entry-view.js';

/** The name under which a failed conversion shows. */
export const ERROR_LABEL = '__error__';
/** What a label filter writes there when a value is no number, duration or size. */
export const LABEL_FILTER_ERROR = 'LabelFilterErr';

/** One entry on its way through the pipeline. */
export interface Evaluation {
  readonly view: LogEntryView;
  /** Value of `__error__`; the empty string while nothing failed. */
  error: string;
}

/** A stage of the pipeline, compiled: whether it lets the entry pass. It may set `error`. */
export type StageTest = (evaluation: Evaluation) => boolean;
