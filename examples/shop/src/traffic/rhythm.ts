/** Visits per hour of the day, as shares of the mean: quiet at night, a first peak at noon and the main one in the evening. */
const SHARES = [
  0.3, 0.18, 0.12, 0.1, 0.12, 0.2, 0.4, 0.7, 0.95, 1.1, 1.2, 1.3, 1.4, 1.25, 1.15, 1.1, 1.15, 1.3, 1.5, 1.75, 1.9, 1.7,
  1.2, 0.7,
];

/** How busy the shop is at a moment, around 1, gliding from hour to hour. */
export function rhythmAt(time: number): number {
  const date = new Date(time);
  const hour = date.getHours();
  const gone = date.getMinutes() / 60;
  return (SHARES[hour] ?? 1) * (1 - gone) + (SHARES[(hour + 1) % 24] ?? 1) * gone;
}
