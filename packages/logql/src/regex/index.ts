export { RegexSyntaxError } from './error.js';
export { escapeRegex, type Literal, literalAlternatives, literalOf } from './literal.js';
export { parseRegex, type RegexOptions } from './parse.js';
export { compileRegex, type RegexTest } from './regex.js';
