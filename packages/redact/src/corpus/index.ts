export {
  cleanLines,
  type LabelledLine,
  type Mistake,
  type Score,
  type Split,
  scoreOf,
  sensitiveLines,
} from './corpus.js';
