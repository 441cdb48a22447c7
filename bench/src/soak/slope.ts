/** A straight line through measured values. */
export interface Slope {
  /** Change of the value per unit of time. */
  readonly slope: number;
  /** Half of the 95 % confidence interval of the slope. */
  readonly margin: number;
}

/** The most averages a run is reduced to, and the fewest samples a line makes sense for: two for each of eight averages. */
const BLOCKS = 20;
export const LEAST_POINTS = 16;

/** Student's t for 95 %, by the expansion of Cornish and Fisher around the normal distribution's 1.96; 0.6 % off for 6 degrees of freedom. */
const studentsT = (freedom: number): number => 1.96 + 2.372 / freedom + 2.823 / freedom ** 2;

/**
 * Least squares through the averages of up to 20 stretches of equal length. Neighbouring samples of memory are not independent – a collection of garbage
 * shows in all that follow – so that a line through the single samples would claim to be far more certain than it is.
 *
 * @param points in the order of their time, at least 16
 */
export function slopeOf(points: readonly (readonly [time: number, value: number])[]): Slope {
  const count = Math.min(BLOCKS, points.length >> 1);
  const blocks = Array.from({ length: count }, (_, block) => {
    const from = Math.floor((block * points.length) / count);
    const part = points.slice(from, Math.floor(((block + 1) * points.length) / count));
    return [mean(part.map(([time]) => time)), mean(part.map(([, value]) => value))] as const;
  });
  const time = mean(blocks.map(([at]) => at));
  const value = mean(blocks.map(([, of]) => of));
  const spread = sum(blocks.map(([at]) => (at - time) ** 2));
  const slope = sum(blocks.map(([at, of]) => (at - time) * (of - value))) / spread;
  const residuals = sum(blocks.map(([at, of]) => (of - value - slope * (at - time)) ** 2));
  return { slope, margin: studentsT(count - 2) * Math.sqrt(residuals / (count - 2) / spread) };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
