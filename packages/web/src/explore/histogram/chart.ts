import uPlot from 'uplot';
import { LEVEL_ORDER, levelColor } from '../../theme/levels.js';
import type { Span } from '../time/range.js';
import { clockLabel, dayLabel } from '../time/range-label.js';
import type { Bars } from './bars.js';
import { cutOutliers, type DrawnBars } from './outliers.js';

interface ChartEvents {
  /** A stretch of the chart was marked with the pointer. */
  readonly onBrush: (span: Span) => void;
  /** The pointer is over this bar, `left` pixels into the plot; undefined when it has gone. */
  readonly onHover: (bar: { readonly index: number; readonly left: number } | undefined) => void;
}

const DAY = 86_400;

/** Ticks in local time, 24 hours, with the day where it begins. */
function tickLabels(_: uPlot, splits: number[], __: number, ___: number, stepSeconds: number): string[] {
  return splits.map((at, index) => {
    const day = dayLabel(at * 1_000);
    const previous = splits[index - 1];
    const newDay = previous !== undefined && dayLabel(previous * 1_000) !== day;
    if (stepSeconds >= DAY) return day;
    return newDay ? day : clockLabel(at * 1_000, stepSeconds < 60);
  });
}

/** `12k` rather than `12000`: the axis is for the size of it. */
const compact = new Intl.NumberFormat('en', { notation: 'compact' });

/** Series from the tallest stack to the shortest. */
const PAINT_ORDER = LEVEL_ORDER.map((level, row) => ({ level, row })).toReversed();

const chartData = ({ starts }: Bars, { tops }: DrawnBars): uPlot.AlignedData => [
  [...starts],
  ...PAINT_ORDER.map(({ row }) => [...(tops[row] ?? [])]),
];

/** Half of the widest label below the plot (`21 Nov`, `08:41:07`), so that the last one is not cut off. */
const LABEL_HALF = 24;

/** Breaks the bars that are cut with a slanted gap, and writes their size beside it. All in the canvas's own pixels. */
function markCut(
  chart: uPlot,
  bars: Bars,
  { cut, tops }: DrawnBars,
  colors: { paper: string; ink: string; font: string },
) {
  const { ctx } = chart;
  const unit = devicePixelRatio;
  ctx.save();
  for (const index of cut) {
    const start = bars.starts[index] ?? 0;
    const left = chart.valToPos(start, 'x', true);
    const right = chart.valToPos(start + bars.stepMs / 1_000, 'x', true);
    const top = chart.valToPos(tops.at(-1)?.[index] ?? 0, 'y', true);
    ctx.strokeStyle = colors.paper;
    ctx.lineWidth = 2.5 * unit;
    ctx.beginPath();
    ctx.moveTo(left - unit, top + 14 * unit);
    ctx.lineTo(right + unit, top + 9 * unit);
    ctx.stroke();
    const total = compact.format(bars.tops.at(-1)?.[index] ?? 0);
    ctx.font = colors.font;
    const fits = right + ctx.measureText(total).width + 3 * unit < chart.bbox.left + chart.bbox.width;
    ctx.fillStyle = colors.ink;
    ctx.textAlign = fits ? 'left' : 'right';
    ctx.textBaseline = 'top';
    ctx.fillText(total, fits ? right + 2 * unit : left - 3 * unit, top);
  }
  ctx.restore();
}

/** Each series reaches down to the next one only: painted whole, colours from beneath would show at the bars' edges. */
const BANDS: uPlot.Band[] = PAINT_ORDER.slice(1).map((_, index) => ({ series: [index + 1, index + 2] }));

/** Draws the stacked bars into `target` with the colours the element's CSS gives. */
export function createChart(
  target: HTMLElement,
  bars: Bars,
  span: Span,
  size: { width: number; height: number },
  events: ChartEvents,
): uPlot {
  const css = getComputedStyle(target);
  const color = (name: string): string => css.getPropertyValue(name).trim();
  const paths = uPlot.paths.bars?.({ align: 1, size: [0.86, 48, 1], radius: 0 });
  const drawn = cutOutliers(bars);
  const axis = {
    stroke: color('--hw-ink-faint'),
    font: `11px ${css.fontFamily}`,
    ticks: { show: false },
  };
  const options: uPlot.Options = {
    ...size,
    padding: [6, LABEL_HALF, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: true, range: () => [span.from / 1_000, span.to / 1_000] },
      y: { range: (_, __, max) => [0, Math.max(1, max * 1.06)] },
    },
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false, dist: 6 },
    },
    select: { show: true, left: 0, top: 0, width: 0, height: 0 },
    bands: BANDS,
    series: [
      {},
      ...PAINT_ORDER.map(({ level }) => ({
        label: level,
        fill: color(levelColor(level)),
        width: 0,
        points: { show: false },
        ...(paths ? { paths } : {}),
      })),
    ],
    axes: [
      { ...axis, grid: { show: false }, values: tickLabels, space: 72, size: 22, gap: 4 },
      {
        ...axis,
        grid: { stroke: color('--hw-line'), width: 1 },
        values: (_, splits) => splits.map((value) => (Number.isInteger(value) ? compact.format(value) : '')),
        space: 28,
        size: 44,
        gap: 6,
      },
    ],
    hooks: {
      draw: [
        (chart) =>
          markCut(chart, bars, drawn, {
            paper: color('--hw-surface'),
            ink: color('--hw-ink-soft'),
            font: `${11 * devicePixelRatio}px ${css.fontFamily}`,
          }),
      ],
      setSelect: [
        (chart) => {
          const { left, width } = chart.select;
          if (width < 6) return;
          events.onBrush({ from: chart.posToVal(left, 'x') * 1_000, to: chart.posToVal(left + width, 'x') * 1_000 });
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
      setCursor: [
        (chart) => {
          const left = chart.cursor.left ?? -1;
          if (left < 0) return events.onHover(undefined);
          // The bar that holds the pointer, not the one whose start is nearest.
          const at = chart.posToVal(left, 'x');
          const index = Math.floor((at - (bars.starts[0] ?? 0)) / (bars.stepMs / 1_000));
          events.onHover(index >= 0 && index < bars.starts.length ? { index, left } : undefined);
        },
      ],
    },
  };
  return new uPlot(options, chartData(bars, drawn), target);
}
