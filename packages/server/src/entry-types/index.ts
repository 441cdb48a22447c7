export { type EntryTypeRegistry, openEntryTypes, TooManyServicesError } from './registry.js';
