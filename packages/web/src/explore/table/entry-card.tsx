import { memo } from 'react';
import { isSevere, levelColor, levelTextColor } from '../../theme/levels.js';
import { entryTime } from '../entry/entry-time.js';
import { fieldValue } from '../entry/field-value.js';
import type { EntryRowProps } from './entry-row.js';
import classes from './entry-table.module.css';

/** One entry on a phone: level, time and columns above, the message over up to two lines below. */
export const EntryCard = memo(function EntryCard(props: EntryRowProps) {
  const { entry, index, top, columns, withDay, selected, onSelect, measure } = props;
  const values = columns.filter((name) => name !== 'level').map((name) => fieldValue(entry, name));
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
      className={`${classes.row} ${classes.card}`}
      style={{ transform: `translateY(${top}px)`, '--level': `var(${levelColor(entry.level)})` }}
      onClick={() => onSelect(entry)}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: see the row */}
      {/* biome-ignore lint/a11y/useSemanticElements: see the row */}
      <div role="gridcell">
        <div className={classes.cardHead}>
          <span className={classes.level} style={{ color: levelTextColor(entry.level) }}>
            {entry.level}
          </span>
          <span className={classes.cardValues}>{values.filter(Boolean).join(' · ')}</span>
          <span className={classes.time}>{entryTime(entry.timestamp, withDay)}</span>
        </div>
        <div className={classes.cardMessage}>{entry.message}</div>
      </div>
    </div>
  );
});
