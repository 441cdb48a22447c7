export type { BrowserBatch, BrowserEntry, BrowserErrorDetail } from '../browser-entries/wire.js';
export type { EntryType, EntryTypeDefinition, EntryValues } from '../entry/entry-type.js';
export { type Field, type FieldOptions, type Fields, type FieldValues, field, field as f } from '../entry/field.js';
export type { Level } from '../level.js';
export type { BrowserFields, BrowserLogger, BrowserLoggerStats } from './browser-logger.js';
export { createBrowserLogger } from './create-browser-logger.js';
export { entryType } from './entry-type.js';
export type { BrowserLoggerOptions, CaptureOptions } from './options.js';
