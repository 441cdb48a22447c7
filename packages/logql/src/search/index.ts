export { parseSearch } from './search.js';
