import type { HistogramResponse } from '@heartwood/server/contract';
import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import { LEVEL_ORDER } from '../../theme/levels.js';
import type { Span } from '../time/range.js';
import { clockLabel, spanLabel } from '../time/range-label.js';
import { type Bars, stackBars, stepLabel } from './bars.js';
import { createChart } from './chart.js';
import classes from './histogram.module.css';
import { LevelDot } from './level-dot.js';

interface HistogramProps {
  readonly histogram: HistogramResponse | undefined;
  /** Drawn pale while the answer to a newer question is on its way. */
  readonly stale: boolean;
  /** Plot height in pixels, axis included. */
  readonly height: number;
  readonly onZoom: (span: Span) => void;
}

const NOTHING: HistogramResponse = { step_ms: 60_000, buckets: [], total: 0, from: 0, to: 0 };

/** How many entries were logged when, stacked by level. Dragging over it zooms in. */
export function Histogram({ histogram = NOTHING, stale, height, onZoom }: HistogramProps) {
  const { ref, width } = useElementSize();
  const plot = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const bars = useMemo(() => stackBars(histogram), [histogram]);
  const [hover, setHover] = useState<{ index: number; left: number }>();
  const zoom = useRef(onZoom);
  zoom.current = onZoom;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from CSS, which follows the scheme
  useEffect(() => {
    if (!plot.current || width === 0 || bars.starts.length === 0) return;
    const span = { from: histogram.from, to: histogram.to };
    const chart = createChart(
      plot.current,
      bars,
      span,
      { width, height },
      {
        onBrush: (marked) => zoom.current(marked),
        onHover: setHover,
      },
    );
    return () => chart.destroy();
  }, [bars, histogram, width, height, scheme]);

  const summary = `${histogram.total.toLocaleString('en-GB')} entries, ${spanLabel(histogram)}`;
  return (
    <div ref={ref} className={classes.histogram} data-stale={stale || undefined} style={{ height }}>
      <div ref={plot} role="img" aria-label={`Histogram of ${summary}. Use the time range to zoom by keyboard.`} />
      {hover && <BarTooltip bars={bars} index={hover.index} left={hover.left} width={width} />}
    </div>
  );
}

interface BarTooltipProps {
  readonly bars: Bars;
  readonly index: number;
  readonly left: number;
  readonly width: number;
}

/** Width of the axis left of the plot, in pixels, as `chart.ts` sets it. */
const AXIS = 44;

function BarTooltip({ bars, index, left, width }: BarTooltipProps) {
  const start = (bars.starts[index] ?? 0) * 1_000;
  const seconds = bars.stepMs < 60_000;
  const rows = LEVEL_ORDER.map((level, row) => ({ level, count: bars.counts[row]?.[index] ?? 0 }))
    .filter(({ count }) => count > 0)
    .toReversed();
  const side = left > width / 2 ? { right: width - left - AXIS + 14 } : { left: left + AXIS + 14 };
  return (
    <div className={classes.tooltip} style={side} aria-hidden="true">
      <div className={classes.when}>
        {bars.stepMs >= 3_600_000 ? spanLabel({ from: start, to: start + bars.stepMs }) : clockLabel(start, seconds)}{' '}
        <span>{stepLabel(bars.stepMs)}</span>
      </div>
      {rows.length === 0 && <div className={classes.none}>No entries</div>}
      {rows.map(({ level, count }) => (
        <div key={level} className={classes.row}>
          <LevelDot level={level} />
          <span>{level}</span>
          <span className={classes.count}>{count.toLocaleString('en-GB')}</span>
        </div>
      ))}
    </div>
  );
}
