/**
 * What LogQL sees of one entry. Values are text; an empty one counts as absent. Under a name that both have, the label is
 * seen; Loki renames such metadata to `<name>_extracted`.
 */
export interface LogEntryView {
  /** Stream labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** Structured metadata. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The log line. */
  readonly line: string;
}

/** The stream label of that name, or the empty string. */
export const labelOf = (view: LogEntryView, name: string): string => own(view.labels, name);

/** The value a label filter sees under a name, or the empty string. */
export const textOf = (view: LogEntryView, name: string): string => labelOf(view, name) || own(view.metadata, name);

/** Names come from outside, so `constructor` and its like must not reach the prototype. */
const own = (values: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(values, name) ? (values[name] ?? '') : '';
