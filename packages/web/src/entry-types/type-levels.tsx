import type { EntryTypeSummary, Level } from '@heartwood/server/contract';
import { LevelDot } from '../explore/histogram/level-dot.js';
import { LEVEL_ORDER } from '../theme/levels.js';
import classes from './entry-types.module.css';

interface TypeLevelsProps {
  readonly levels: NonNullable<EntryTypeSummary['declared']>['levels'];
}

/** The levels a type is written at, from least to most severe. */
export function TypeLevels({ levels }: TypeLevelsProps) {
  const declared = LEVEL_ORDER.filter((level) => levels.some((name) => name === level.toLowerCase()));
  return (
    <>
      {declared.map((level: Level) => (
        <span key={level} className={classes.level}>
          <LevelDot level={level} />
          {level.toLowerCase()}
        </span>
      ))}
    </>
  );
}
