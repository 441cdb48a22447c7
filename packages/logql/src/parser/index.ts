export { parseQuery } from './parser.js';
