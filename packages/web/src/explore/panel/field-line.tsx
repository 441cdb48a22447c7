import type { Json } from '@heartwood/server/contract';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconColumnInsertRight, IconColumnRemove, IconFilterMinus, IconFilterPlus } from '@tabler/icons-react';
import { CopyButton } from '../../clipboard/copy-button.js';
import { jsonText } from '../entry/field-value.js';
import { type Filter, filterState } from '../query/filter.js';
import classes from './entry-panel.module.css';

interface FieldLineProps {
  readonly name: string;
  readonly value: Json;
  readonly query: string;
  readonly isColumn: boolean;
  readonly onFilter: (filter: Filter) => void;
  readonly onColumn: (name: string) => void;
}

/** Not to be filtered by: the store keeps them for itself. Nor can a text of several lines be, in a query box of one. */
const INTERNAL = new Set(['retention', 'received_at']);

/** Objects and long arrays read better over several lines. */
const display = (value: Json): string =>
  typeof value === 'object' && value !== null && JSON.stringify(value).length > 60
    ? JSON.stringify(value, null, 2)
    : jsonText(value);

/** One field with what can be done about it. */
export function FieldLine({ name, value, query, isColumn, onFilter, onColumn }: FieldLineProps) {
  const text = jsonText(value);
  const state = filterState(query, name, text);
  return (
    <div className={classes.field} data-state={state}>
      <dt>{name}</dt>
      <dd data-type={value === null ? 'null' : typeof value}>{display(value)}</dd>
      <span className={classes.actions}>
        {!INTERNAL.has(name) && !text.includes('\n') && (
          <>
            <Tooltip label="Only entries with this value">
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Filter for ${name}`}
                aria-pressed={state === 'included'}
                onClick={() => onFilter({ field: name, value: text, negated: false })}
              >
                <IconFilterPlus size={14} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label="All but this value">
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Filter out ${name}`}
                aria-pressed={state === 'excluded'}
                onClick={() => onFilter({ field: name, value: text, negated: true })}
              >
                <IconFilterMinus size={14} stroke={1.7} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        <Tooltip label={isColumn ? 'Remove the column' : 'Show as a column'}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Column ${name}`}
            aria-pressed={isColumn}
            onClick={() => onColumn(name)}
          >
            {isColumn ? <IconColumnRemove size={14} stroke={1.7} /> : <IconColumnInsertRight size={14} stroke={1.7} />}
          </ActionIcon>
        </Tooltip>
        <CopyButton text={text} label={`Copy ${name}`} />
      </span>
    </div>
  );
}
