import type { FieldsResponse } from '../contract/index.js';
import type { Read } from './reader.js';
import { LABEL_COLUMNS, METADATA_COLUMNS } from './schema/column-text.js';
import { IN_RANGE, rangeParameters } from './selection.js';
import { SOURCE } from './source.js';

/** How far back names of fields and labels are looked for. */
const LOOK_BACK = 7n * 86_400_000_000_000n;
const MAX_NAMES = 2_000;

/** Names for completion: the standard fields, and what the entries of the last seven days hold. */
export async function fields(read: Read, now: number): Promise<FieldsResponse> {
  const to = BigInt(now) * 1_000_000n;
  const query = `SELECT groupUniqArrayArrayIf(${MAX_NAMES})(mapKeys(labels), pushed) AS labels_used,
      groupUniqArrayArray(${MAX_NAMES})(mapKeys(fields)) AS fields_used
    FROM ${SOURCE} WHERE ${IN_RANGE}`;
  const { rows } = await read<{ labels_used: string[]; fields_used: string[] }>(
    query,
    rangeParameters(to > LOOK_BACK ? to - LOOK_BACK : 0n, to + LOOK_BACK),
  );
  const known = new Map<string, 'label' | 'metadata'>([
    ...LABEL_COLUMNS.map(({ name }) => [name, 'label'] as const),
    ...METADATA_COLUMNS.map(({ name }) => [name, 'metadata'] as const),
  ]);
  for (const { labels_used, fields_used } of rows) {
    for (const name of labels_used.toSorted()) if (!known.has(name)) known.set(name, 'label');
    for (const name of fields_used.toSorted()) if (!known.has(name)) known.set(name, 'metadata');
  }
  return { fields: Array.from(known, ([name, kind]) => ({ name, kind })) };
}
