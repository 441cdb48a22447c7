/**
 * Whether a tab is among the share that sends: always the same answer for a tab, and a smaller share lies within a larger one.
 *
 * @param tab hex digits drawn at random
 * @param rate 0 to 1
 */
export const isSampled = (tab: string, rate: number): boolean => Number.parseInt(tab.slice(0, 8), 16) / 2 ** 32 < rate;
