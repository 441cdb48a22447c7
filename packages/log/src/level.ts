/** The five levels by their numbers: ten apart, as in the storage, so that none ever moves. */
export const LEVELS = { debug: 10, info: 20, warning: 30, error: 40, critical: 50 } as const;

/** A level as it is written in code: `debug | info | warning | error | critical`. */
export type Level = keyof typeof LEVELS;

/** The number of a level; compare these. */
export type LevelNumber = (typeof LEVELS)[Level];

/** What other libraries (pino, winston, console) call them, for a `LOG_LEVEL` that is set already. */
const ELSEWHERE: ReadonlyMap<string, Level> = new Map([
  ['trace', 'debug'],
  ['verbose', 'debug'],
  ['warn', 'warning'],
  ['fatal', 'critical'],
]);

/** The level of this name, in either case, also of pino's and winston's names; `undefined` when there is none. */
export function parseLevel(name: string): Level | undefined {
  const level = name.trim().toLowerCase();
  return isLevel(level) ? level : ELSEWHERE.get(level);
}

const isLevel = (name: string): name is Level => Object.hasOwn(LEVELS, name);
