export { type Constant, evaluateConstant } from './constant/constant.js';
export * from './errors.js';
export { formatQuery } from './format/format.js';
export * from './interpreter/index.js';
export { LEVEL_NAMES, type LevelName, levelName } from './level/level.js';
export { parseQuery } from './parser/index.js';
export * from './planner/index.js';
export * from './search/index.js';
export * from './syntax/index.js';
