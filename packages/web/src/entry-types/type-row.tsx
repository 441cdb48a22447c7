import type { EntryTypeSummary } from '@heartwood/server/contract';
import { useEffect, useRef } from 'react';
import { DriftBadge } from './drift-badge.js';
import classes from './entry-types.module.css';
import { MessageTemplate } from './message-template.js';
import { TypeLevels } from './type-levels.js';

interface TypeRowProps {
  readonly type: EntryTypeSummary;
  readonly selected: boolean;
  readonly onOpen: () => void;
}

/** One entry type; the whole row opens it. */
export function TypeRow({ type: { service, name, state, declared, drift }, selected, onOpen }: TypeRowProps) {
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    // A link to a type may be to one far down.
    if (selected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    // The button in it does the same for keyboards and screen readers.
    <tr ref={row} className={classes.row} data-selected={selected || undefined} onClick={onOpen}>
      <td className={classes.name}>
        <button type="button" aria-expanded={selected}>
          {name}
        </button>
        {state !== 'declared' && (
          <span className={classes.state}>{state === 'retired' ? 'retired' : 'not declared'}</span>
        )}
        {declared?.description && <div className={classes.description}>{declared.description}</div>}
      </td>
      <td className={classes.service}>{service}</td>
      <td className={classes.levels}>{declared && <TypeLevels levels={declared.levels} />}</td>
      <td className={classes.stream}>{declared?.stream}</td>
      <td className={classes.message}>{declared && <MessageTemplate message={declared.message} />}</td>
      <td className={classes.drift}>
        <DriftBadge drift={drift} />
      </td>
    </tr>
  );
}
