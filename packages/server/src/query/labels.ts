import type { LogQuery } from '@heartwood/logql';
import type { Nanoseconds } from './moment.js';
import type { Parameters, Read } from './reader.js';
import { LABEL_COLUMNS } from './schema/column-text.js';
import { lokiSchema } from './schema/loki-schema.js';
import { IN_RANGE, planCondition, rangeParameters } from './selection.js';
import { SOURCE } from './source.js';

/** Time range of a question about labels, and optionally which streams it is about. */
export interface LabelScope {
  readonly start: Nanoseconds;
  readonly end: Nanoseconds;
  readonly query?: LogQuery | undefined;
}

/** Most names, values or series in one answer. */
const MAX_ANSWERS = 10_000;

/** Names and values of our own label columns, as pairs; empty for pushed entries, which have only the labels they came with. */
const OWN = `if(pushed, [], [${LABEL_COLUMNS.map(({ name }) => `('${name}', toString(${name}))`).join(', ')}])`;
const PUSHED = `CAST(labels, 'Array(Tuple(String, String))')`;
const LABEL_SET = `arraySort(arrayFilter(p -> p.2 != '', if(pushed, ${PUSHED}, ${OWN})))`;

/** Names of stream labels in use, sorted. */
export async function labels(read: Read, scope: LabelScope, signal?: AbortSignal): Promise<readonly string[]> {
  const own = LABEL_COLUMNS.map(({ name }) => `max(NOT pushed AND toString(${name}) != '') AS uses_${name}`);
  const query = `SELECT ${own.join(', ')},
      groupUniqArrayArrayIf(${MAX_ANSWERS})(mapKeys(mapFilter((k, v) -> v != '', labels)), pushed) AS pushed_names
    FROM ${from(scope)}`;
  const { rows } = await read<Record<string, boolean | number> & { pushed_names: string[] }>(
    query,
    parametersOf(scope),
    signal,
  );
  const names = rows.flatMap((row) => [
    ...LABEL_COLUMNS.map(({ name }) => name).filter((name) => Boolean(row[`uses_${name}`])),
    ...row.pushed_names,
  ]);
  return [...new Set(names)].sort();
}

/** Values of one stream label, sorted. */
export async function labelValues(
  read: Read,
  name: string,
  scope: LabelScope,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const value = lokiSchema.label(name, () => '{label:String}');
  const query = `SELECT DISTINCT toString(${value}) AS value FROM ${from(scope)} AND value != '' ORDER BY value LIMIT ${MAX_ANSWERS}`;
  const { rows } = await read<{ value: string }>(query, { ...parametersOf(scope), label: name }, signal);
  return rows.map((row) => row.value);
}

/** Label sets in use, sorted. */
export async function series(
  read: Read,
  scope: LabelScope,
  signal?: AbortSignal,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const query = `SELECT DISTINCT ${LABEL_SET} AS pairs FROM ${from(scope)} ORDER BY pairs LIMIT ${MAX_ANSWERS}`;
  const { rows } = await read<{ pairs: readonly [string, string][] }>(query, parametersOf(scope), signal);
  return rows.map(({ pairs }) => Object.fromEntries(pairs));
}

const from = (scope: LabelScope): string => `${SOURCE} WHERE ${IN_RANGE} AND (${conditionOf(scope).condition})`;

const parametersOf = (scope: LabelScope): Parameters => ({
  ...conditionOf(scope).parameters,
  ...rangeParameters(scope.start, scope.end),
});

const conditionOf = ({ query }: LabelScope): ReturnType<typeof planCondition> =>
  query === undefined ? { condition: '1', parameters: {} } : planCondition(query, lokiSchema);
