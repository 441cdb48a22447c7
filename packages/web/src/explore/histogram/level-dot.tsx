import type { Level } from '@heartwood/server/contract';
import { levelColor } from '../../theme/levels.js';
import classes from './histogram.module.css';

/** A level's colour beside its name. */
export function LevelDot({ level }: { readonly level: Level }) {
  return <span className={classes.dot} style={{ background: `var(${levelColor(level)})` }} aria-hidden="true" />;
}
