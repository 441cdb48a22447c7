import { type LogQuery, parseSearch, planQuery, type StorageSchema } from '@heartwood/logql';
import { type Nanoseconds, parseMoment } from './moment.js';
import { QueryError, toQueryError } from './query-error.js';
import type { Parameters } from './reader.js';
import { entrySchema } from './schema/entry-schema.js';

/** Which entries a read is about: `from <= timestamp < to`, and a condition. */
export interface Selection {
  readonly query: LogQuery;
  readonly from: Nanoseconds;
  readonly to: Nanoseconds;
  /** Condition in SQL, without the time range. */
  readonly condition: string;
  readonly parameters: Parameters;
}

/** @throws QueryError when the query or a moment cannot be read */
export function readSelection(
  request: { readonly query: string; readonly from: string; readonly to: string },
  now: number,
): Selection {
  const from = parseMoment(request.from, now, 'from');
  const to = parseMoment(request.to, now, 'to');
  if (from > to) {
    throw new QueryError('bad_request', 'from: the range begins after it ends', { hint: 'Swap from and to.' });
  }
  const query = parse(request.query);
  return { query, from, to, ...planCondition(query, entrySchema) };
}

/** Parses what was typed into the search box, with errors in the API's terms. */
export function parse(text: string): LogQuery {
  try {
    return parseSearch(text);
  } catch (error) {
    throw toQueryError(error);
  }
}

export function planCondition(query: LogQuery, schema: StorageSchema): Pick<Selection, 'condition' | 'parameters'> {
  try {
    const { sql, parameters } = planQuery(query, schema);
    return { condition: sql, parameters };
  } catch (error) {
    throw toQueryError(error);
  }
}

/** SQL of the time range, as a half-open interval; `range` gives its parameters. */
export const IN_RANGE = `timestamp >= fromUnixTimestamp64Nano({from:Int64}, 'UTC') AND timestamp < fromUnixTimestamp64Nano({to:Int64}, 'UTC')`;

export const rangeParameters = (from: Nanoseconds, to: Nanoseconds): Parameters => ({
  from: from.toString(),
  to: to.toString(),
});
