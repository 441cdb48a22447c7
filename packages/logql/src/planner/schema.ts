/** Turns a value into the placeholder of a server-side parameter, e.g. `{q0:String}`. */
export type Bind = (value: string | number, type?: 'String' | 'Float64' | 'Int64') => string;

/**
 * Tells the planner where things are: each method gives a ClickHouse expression. All are of type String and empty when
 * absent; only names the schema itself owns may stand in the text, everything else goes through `bind`.
 */
export interface StorageSchema {
  /** The log line. */
  readonly line: string;
  /** The stream label of that name. */
  label(name: string, bind: Bind): string;
  /** What a label filter sees under that name: the stream label, else the structured metadata. */
  value(name: string, bind: Bind): string;
}
