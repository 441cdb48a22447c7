import type { Bind, StorageSchema } from '@heartwood/logql';
import { columnText, LABEL_COLUMNS, METADATA_COLUMNS } from './column-text.js';

const textsOf = (columns: typeof LABEL_COLUMNS): ReadonlyMap<string, string> =>
  new Map(columns.map((column) => [column.name, columnText(column)]));

/** Set in every entry, pushed ones included, so that no pushed label is asked for. */
const ALWAYS_SET = ['level', 'stream', 'service'];
const isWord = ({ type }: { type: string }): boolean => type.startsWith('LowCardinality');

/** Columns that answer alone, bare, so that the sorting key and the indexes on ids are used. */
const BARE = new Map([
  ...textsOf(LABEL_COLUMNS.filter(({ name }) => ALWAYS_SET.includes(name))),
  ...textsOf(METADATA_COLUMNS.filter((column) => !isWord(column))),
]);
const LABELS = textsOf(LABEL_COLUMNS.filter(({ name }) => !ALWAYS_SET.includes(name)));
const WORDS = textsOf(METADATA_COLUMNS.filter(isWord));

/** Names under which a search never sees a pushed label. */
export const COLUMN_ONLY: ReadonlySet<string> = new Set(BARE.keys());

/**
 * How searches see an entry, whatever protocol it came by: the standard fields of every entry (`level` is the normalised one),
 * pushed labels, then fields. The interpreter's counterpart is `entryView`.
 */
export const entrySchema: StorageSchema = {
  line: 'message',
  label: (name, bind) => {
    if (METADATA_COLUMNS.some((column) => column.name === name && BARE.has(name))) return "''";
    return BARE.get(name) ?? labelText(name, bind);
  },
  value: (name, bind) => {
    const bare = BARE.get(name);
    if (bare !== undefined) return bare;
    if (LABELS.has(name)) return labelText(name, bind);
    return `if(labels[${bind(name)}] != '', labels[${bind(name)}], ${WORDS.get(name) ?? `fields[${bind(name)}]`})`;
  },
};

function labelText(name: string, bind: Bind): string {
  const column = LABELS.get(name);
  const pushed = `labels[${bind(name)}]`;
  return column === undefined ? pushed : `if(${column} != '', ${column}, ${pushed})`;
}
