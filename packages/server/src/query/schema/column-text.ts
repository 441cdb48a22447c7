import { COLUMNS, type Column } from '../../store/schema/columns.js';

/** SQL of a column's value as LogQL's text, empty when absent. Zero counts as absent in integer columns. */
export function columnText({ name, type }: Column): string {
  if (type === 'String' || type === 'LowCardinality(String)') return name;
  if (type.startsWith('Enum') || type === 'UUID') return `toString(${name})`;
  if (type === 'Nullable(Float64)') return `ifNull(toString(${name}), '')`;
  if (type.startsWith('UInt')) return `if(${name} = 0, '', toString(${name}))`;
  throw new TypeError(`column ${name} of type ${type} has no text`);
}

const isMap = ({ type }: Column): boolean => type.startsWith('Map');

/** Stream labels of every entry that was not pushed by Loki's protocol. */
export const LABEL_COLUMNS: readonly Column[] = COLUMNS.filter((column) => column.role === 'label' && !isMap(column));

/** Structured metadata with a column of its own. */
export const METADATA_COLUMNS: readonly Column[] = COLUMNS.filter(
  (column) => column.role === 'metadata' && !isMap(column),
);
