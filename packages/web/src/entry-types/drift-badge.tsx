import type { EntryTypeSummary } from '@heartwood/server/contract';
import { Tooltip } from '@mantine/core';
import { momentField } from '../explore/time/range-label.js';
import { DRIFT_NAMES, shortCount } from './drift-words.js';
import classes from './entry-types.module.css';

interface DriftBadgeProps {
  readonly drift: EntryTypeSummary['drift'];
}

/** How much the entries of a type differ from its declaration, and in what. */
export function DriftBadge({ drift: { findings, kinds, last_seen } }: DriftBadgeProps) {
  if (findings === 0) return <span className={classes.asDeclared}>none</span>;
  const names = kinds.map((kind) => DRIFT_NAMES[kind]).join(', ');
  return (
    <Tooltip label={last_seen === undefined ? names : `${names}; last ${momentField(last_seen).slice(0, 16)}`}>
      <span className={classes.drifted}>
        <strong>{shortCount(findings)}</strong> {names}
      </span>
    </Tooltip>
  );
}
