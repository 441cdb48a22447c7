/** The five levels by their numbers: ten apart, as in the storage, so that none ever moves. */
export const LEVELS = { debug: 10, info: 20, warning: 30, error: 40, critical: 50 } as const;

/** A level as it is written in code: `debug | info | warning | error | critical`. */
export type Level = keyof typeof LEVELS;

/** The number of a level; compare these. */
export type LevelNumber = (typeof LEVELS)[Level];

/** The level of this name, in either case; `undefined` when there is none. */
export function parseLevel(name: string): Level | undefined {
  const level = name.trim().toLowerCase();
  return isLevel(level) ? level : undefined;
}

const isLevel = (name: string): name is Level => Object.hasOwn(LEVELS, name);
