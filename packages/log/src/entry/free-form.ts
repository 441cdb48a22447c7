import { type EntryType, entryType } from './entry-type.js';

/** The type of every free-form call such as `log.info('Cache warmed', { keys: 1200 })`; level and message are the call's. */
export const freeForm: EntryType = entryType('log.message', {
  level: 'info',
  message: '',
  description: 'A free-form message. Its text and fields are whatever the call gave.',
});
