export { cleanLines, type Mistake, type Score, type Split, scoreOf, sensitiveLines } from './corpus.js';
export type { LabelledLine } from './templates.js';
