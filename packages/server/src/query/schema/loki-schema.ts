import type { Bind, StorageSchema } from '@heartwood/logql';
import { TEXT_FIELDS } from '../../record/index.js';
import { columnText, LABEL_COLUMNS, METADATA_COLUMNS } from './column-text.js';

const LABELS = new Map(LABEL_COLUMNS.map((column) => [column.name, columnText(column)]));
const METADATA = new Map(METADATA_COLUMNS.map((column) => [column.name, columnText(column)]));

/** Columns that hold structured metadata of pushed entries; all else they brought along is in `fields`. */
export const PUSHED_METADATA: ReadonlySet<string> = new Set(TEXT_FIELDS.filter((name) => !LABELS.has(name)));

/** What Loki puts behind the name of metadata that collides with a stream label. */
export const EXTRACTED = '_extracted';

/**
 * How Loki's API sees an entry: a pushed one has exactly its labels and its structured metadata, every other one the labels
 * `service`, `environment`, `level`, `stream`, `event` and all else as metadata. The interpreter's counterpart is `lokiView`.
 */
export const lokiSchema: StorageSchema = {
  line: 'message',
  label: (name, bind) => `if(pushed, labels[${bind(name)}], ${LABELS.get(name) ?? "''"})`,
  value: (name, bind) => {
    const label = `labels[${bind(name)}]`;
    const other = LABELS.get(name) ?? METADATA.get(name) ?? `fields[${bind(name)}]`;
    return `if(pushed, if(${label} != '', ${label}, ${pushedMetadata(name, bind)}), ${other})`;
  },
};

function pushedMetadata(name: string, bind: Bind): string {
  const value = storedMetadata(name, bind);
  if (!name.endsWith(EXTRACTED)) return value;
  const base = name.slice(0, -EXTRACTED.length);
  return `if(${value} != '', ${value}, if(labels[${bind(base)}] != '', ${storedMetadata(base, bind)}, ''))`;
}

const storedMetadata = (name: string, bind: Bind): string =>
  PUSHED_METADATA.has(name) ? name : `fields[${bind(name)}]`;
