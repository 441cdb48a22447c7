import type { HistogramResponse, Level } from '@heartwood/server/contract';
import { LEVEL_ORDER } from '../theme/levels.js';
import classes from './explore-page.module.css';
import type { ExploreState } from './explore-search.js';
import { stepLabel } from './histogram/bars.js';
import { LevelDot } from './histogram/level-dot.js';
import { filterState } from './query/filter.js';
import { TableTools } from './table/table-tools.js';
import { TailBar } from './tail/tail-bar.js';
import type { LiveTail } from './tail/use-live-tail.js';
import type { UpdateExplore } from './use-explore-state.js';

interface ResultBarProps {
  readonly state: ExploreState;
  readonly update: UpdateExplore;
  readonly histogram: HistogramResponse | undefined;
  readonly tail: LiveTail;
  readonly onLevel: (level: Level) => void;
  readonly onResume: () => void;
  readonly onHelp: () => void;
}

/** How much was found, by level; each level filters. */
export function ResultBar({ state, update, histogram, tail, onLevel, onResume, onHelp }: ResultBarProps) {
  const counts = LEVEL_ORDER.map((level) => ({
    level,
    count: histogram?.buckets.reduce((sum, bucket) => sum + (bucket.counts[level] ?? 0), 0) ?? 0,
  })).filter(({ count }) => count > 0);
  return (
    <div className={classes.result}>
      {histogram && (
        <span className={classes.total} aria-live="polite">
          <strong>{histogram.total.toLocaleString('en-GB')}</strong> {histogram.total === 1 ? 'entry' : 'entries'}
          <span className={classes.step}> · {stepLabel(histogram.step_ms)} per bar</span>
        </span>
      )}
      <div className={classes.legend}>
        {counts.toReversed().map(({ level, count }) => (
          <button
            key={level}
            type="button"
            title={`Only ${level}`}
            aria-pressed={filterState(state.query, 'level', level) === 'included'}
            onClick={() => onLevel(level)}
          >
            <LevelDot level={level} />
            <span>{level.charAt(0) + level.slice(1).toLowerCase()}</span>
            <span className={classes.levelCount}>{count.toLocaleString('en-GB')}</span>
          </button>
        ))}
      </div>
      <div className={classes.right}>
        {state.live && <TailBar tail={tail} onResume={onResume} />}
        <TableTools state={state} update={update} onHelp={onHelp} />
      </div>
    </div>
  );
}
