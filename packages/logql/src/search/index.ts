export { LEVEL_NAMES, type LevelName, levelName } from './level.js';
export { parseSearch } from './search.js';
