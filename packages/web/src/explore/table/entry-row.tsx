import type { LogRecord } from '@heartwood/server/contract';
import { memo } from 'react';
import { isSevere, levelColor, levelTextColor } from '../../theme/levels.js';
import { entryTime } from '../entry/entry-time.js';
import { fieldValue } from '../entry/field-value.js';
import classes from './entry-table.module.css';
import { fieldPreview } from './field-preview.js';

export interface EntryRowProps {
  readonly entry: LogRecord;
  readonly index: number;
  /** Offset from the top of the list, in pixels. */
  readonly top: number;
  readonly columns: readonly string[];
  readonly withDay: boolean;
  readonly selected: boolean;
  readonly onSelect: (entry: LogRecord) => void;
  /** In pixels; a row without it is as high as its content and measured. */
  readonly height?: number;
  readonly measure?: (element: HTMLElement | null) => void;
}

/** One entry as one line of columns. */
export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { entry, index, top, columns, withDay, selected, onSelect, height, measure } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: j and k move through the rows, see keyboard/
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and names the active row
    // biome-ignore lint/a11y/useSemanticElements: a table row cannot be placed by a virtualiser
    <div
      role="row"
      id={`entry-${entry.id}`}
      ref={measure}
      data-index={index}
      aria-rowindex={index + 1}
      aria-selected={selected}
      data-severe={isSevere(entry.level) || undefined}
      className={`${classes.row} ${classes.columns}`}
      style={{ transform: `translateY(${top}px)`, height, '--level': `var(${levelColor(entry.level)})` }}
      onClick={() => onSelect(entry)}
    >
      <Cell className={classes.time}>{entryTime(entry.timestamp, withDay)}</Cell>
      {columns.map((name) =>
        name === 'level' ? (
          <Cell key={name} className={classes.level} color={levelTextColor(entry.level)}>
            {entry.level}
          </Cell>
        ) : (
          <Cell key={name} className={classes.value}>
            {fieldValue(entry, name)}
          </Cell>
        ),
      )}
      <Cell className={classes.message}>
        {entry.message}
        <FieldPreview entry={entry} columns={columns} />
      </Cell>
    </div>
  );
});

interface CellProps {
  readonly className: string | undefined;
  readonly color?: string;
  readonly children: React.ReactNode;
}

function Cell({ className, color, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: see the row
    // biome-ignore lint/a11y/useSemanticElements: see the row
    <span role="gridcell" className={className} {...(color ? { style: { color } } : {})}>
      {children}
    </span>
  );
}

/** The first fields behind the message, as far as there is room. */
function FieldPreview({ entry, columns }: Pick<EntryRowProps, 'entry' | 'columns'>) {
  return fieldPreview(entry, columns).map(({ name, value }) => (
    <span key={name} className={classes.preview}>
      {'  '}
      <span className={classes.previewName}>{name}=</span>
      {value}
    </span>
  ));
}
