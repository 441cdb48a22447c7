import type { EntryTypeSummary } from '@heartwood/server/contract';
import { DriftBadge } from './drift-badge.js';
import classes from './entry-types.module.css';
import { MessageTemplate } from './message-template.js';
import { TypeLevels } from './type-levels.js';
import { visibleName } from './visible-name.js';

interface TypeRowProps {
  readonly type: EntryTypeSummary;
  /** Its place among all rows, from 0. */
  readonly index: number;
  /** Told the element, whose height is taken. */
  readonly measure: (row: HTMLTableRowElement | null) => void;
  readonly selected: boolean;
  readonly onOpen: () => void;
}

/** One entry type; the whole row opens it. */
export function TypeRow({ type, index, measure, selected, onOpen }: TypeRowProps) {
  const { service, name, state, declared, drift } = type;
  return (
    // The button in it does the same for keyboards and screen readers.
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      className={classes.row}
      data-selected={selected || undefined}
      onClick={onOpen}
    >
      <td className={classes.name}>
        <button type="button" aria-expanded={selected}>
          {visibleName(name)}
        </button>
        {state !== 'declared' && (
          <span className={classes.state}>{state === 'retired' ? 'retired' : 'not declared'}</span>
        )}
        {declared?.description && <div className={classes.description}>{declared.description}</div>}
      </td>
      <td className={classes.service}>{visibleName(service)}</td>
      <td className={classes.levels}>{declared && <TypeLevels levels={declared.levels} />}</td>
      <td className={classes.stream}>{declared?.stream}</td>
      <td className={classes.message}>
        {declared && (
          <div>
            <MessageTemplate message={declared.message} />
          </div>
        )}
      </td>
      <td className={classes.drift}>
        <DriftBadge drift={drift} />
      </td>
    </tr>
  );
}
