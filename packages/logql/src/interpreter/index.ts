export { type LogEntryView, labelOf, textOf } from './entry-view.js';
export { ERROR_LABEL } from './evaluation.js';
export { type CompiledQuery, compileQuery, matches, type QueryResult } from './interpreter.js';
