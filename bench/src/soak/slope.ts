/** A straight line through measured values. */
export interface Slope {
  /** Change of the value per unit of time. */
  readonly slope: number;
  /** Half of the 95 % confidence interval of the slope. */
  readonly margin: number;
}

/** How many averages a run is reduced to. */
const BLOCKS = 20;

/** Student's t for 95 % and 18 degrees of freedom: 20 points, two of them spent on the line. */
const T = 2.101;

/**
 * Least squares through the averages of 20 stretches of equal length. Neighbouring samples of memory are not independent – a collection of garbage
 * shows in all that follow – so that a line through the single samples would claim to be far more certain than it is.
 *
 * @param points in the order of their time, at least 40
 */
export function slopeOf(points: readonly (readonly [time: number, value: number])[]): Slope {
  const blocks = Array.from({ length: BLOCKS }, (_, block) => {
    const from = Math.floor((block * points.length) / BLOCKS);
    const part = points.slice(from, Math.floor(((block + 1) * points.length) / BLOCKS));
    return [mean(part.map(([time]) => time)), mean(part.map(([, value]) => value))] as const;
  });
  const time = mean(blocks.map(([at]) => at));
  const value = mean(blocks.map(([, of]) => of));
  const spread = sum(blocks.map(([at]) => (at - time) ** 2));
  const slope = sum(blocks.map(([at, of]) => (at - time) * (of - value))) / spread;
  const residuals = sum(blocks.map(([at, of]) => (of - value - slope * (at - time)) ** 2));
  return { slope, margin: T * Math.sqrt(residuals / (BLOCKS - 2) / spread) };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
