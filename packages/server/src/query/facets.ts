import type { FacetsRequest, FacetsResponse } from '../contract/index.js';
import { QueryError } from './query-error.js';
import type { Parameters, Read } from './reader.js';
import { entrySchema } from './schema/entry-schema.js';
import { IN_RANGE, rangeParameters, readSelection, type Selection } from './selection.js';
import { SOURCE } from './source.js';

/** Standard fields worth showing when nobody says which; a field nobody uses is left out. */
const STANDARD = [
  'level',
  'service',
  'stream',
  'environment',
  'event',
  'logger',
  'host',
  'error_type',
  'error_code',
  'version',
];
/** Most fields in one answer. */
const MAX_FIELDS = 20;
/** Declared fields and pushed labels are chosen by what this many matching entries hold. */
const SAMPLE_ROWS = 5_000;
/** A field with more values than this in the sample is an id, not a facet. */
const SAMPLE_VALUES = 50;
const MAX_DISCOVERED = 8;

interface FacetRow {
  /** Counted from 1. */
  readonly field: string;
  readonly cardinality: string;
  readonly top: readonly (readonly [value: string, count: string])[];
}

/** The most frequent values of some fields among the entries of a selection; entries without the field do not count. */
export async function facets(
  read: Read,
  request: FacetsRequest,
  now: number,
  signal?: AbortSignal,
): Promise<FacetsResponse> {
  const selection = readSelection(request, now);
  const chosen = request.fields === undefined ? undefined : readFieldNames(request.fields);
  const fields = chosen ?? [...STANDARD, ...(await discover(read, selection, signal))];
  const parameters: Record<string, Parameters[string]> = {
    ...selection.parameters,
    ...rangeParameters(selection.from, selection.to),
    limit: request.limit,
  };
  if (fields.length === 0) return { facets: [] };
  const values = fields.map((name, index) => {
    const bind = (text: string | number): string => {
      parameters[`f${index}`] = text;
      return `{f${index}:String}`;
    };
    return `toString(${entrySchema.value(name, bind)}) AS c${index}`;
  });
  const columns = fields.map((_, index) => `c${index}`);
  // One pass over the entries, each field grouped by itself; `grouping` tells whose group a row is: its bit is the one not set.
  const masks = fields.map((_, index) => 2 ** fields.length - 1 - 2 ** (fields.length - 1 - index));
  const query = `SELECT field, count() AS cardinality,
      arrayMap(v -> (v.2, v.1), arraySlice(arraySort(v -> (-toInt64(v.1), v.2), groupArray((entries, value))), 1, {limit:UInt32})) AS top
    FROM (
      SELECT indexOf([${masks.join(', ')}], mask) AS field, [${columns.join(', ')}][field] AS value, entries
      FROM (
        SELECT ${values.join(', ')}, grouping(${columns.join(', ')}) AS mask, count() AS entries
        FROM ${SOURCE} WHERE ${IN_RANGE} AND (${selection.condition})
        GROUP BY GROUPING SETS (${columns.map((column) => `(${column})`).join(', ')})
      )
    )
    WHERE value != '' GROUP BY field ORDER BY field`;
  const { rows } = await read<FacetRow>(query, parameters, signal);
  const found = new Map(rows.map((row) => [Number(row.field) - 1, row]));
  return {
    facets: fields.flatMap((field, index) => {
      const row = found.get(index);
      if (row === undefined) return chosen === undefined ? [] : [{ field, cardinality: 0, values: [] }];
      const top = row.top.map(([value, count]) => ({ value, count: Number(count) }));
      return [{ field, cardinality: Number(row.cardinality), values: top }];
    }),
  };
}

function readFieldNames(text: string): readonly string[] {
  const names = [...new Set(text.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  if (names.length > MAX_FIELDS) {
    throw new QueryError('bad_request', `fields: ${names.length} names, at most ${MAX_FIELDS} are answered at once`);
  }
  return names;
}

/** Declared fields and pushed labels with few values, the most used first. */
async function discover(read: Read, selection: Selection, signal?: AbortSignal): Promise<readonly string[]> {
  const query = `SELECT pair.1 AS name
    FROM (
      SELECT arrayJoin(arrayConcat(CAST(labels, 'Array(Tuple(String, String))'), CAST(fields, 'Array(Tuple(String, String))'))) AS pair
      FROM (SELECT labels, fields FROM ${SOURCE} WHERE ${IN_RANGE} AND (${selection.condition}) LIMIT ${SAMPLE_ROWS})
    )
    WHERE pair.2 != '' AND length(pair.2) <= 100 AND pair.1 NOT IN ({standard:Array(String)})
    GROUP BY name HAVING uniqExact(pair.2) <= ${SAMPLE_VALUES} ORDER BY count() DESC, name LIMIT ${MAX_DISCOVERED}`;
  const parameters = {
    ...selection.parameters,
    ...rangeParameters(selection.from, selection.to),
    standard: STANDARD,
  };
  const { rows } = await read<{ name: string }>(query, parameters, signal);
  return rows.map(({ name }) => name);
}
