export type { BrowserBatch, BrowserEntry, BrowserErrorDetail } from '../browser-entries/wire.js';
export type { EntryType, EntryTypeDefinition, EntryValues } from '../entry/entry-type.js';
export type { Field, FieldOptions, Fields, FieldValues } from '../entry/field.js';
export { fieldKinds as f, fieldKinds as field } from '../entry/field-kinds.js';
export type { Level } from '../level.js';
export type { BrowserFields, BrowserLogger, BrowserLoggerStats } from './browser-logger.js';
export { createBrowserLogger } from './create-browser-logger.js';
export { entryType } from './entry-type.js';
export type { BrowserLoggerOptions, CaptureOptions } from './options.js';
