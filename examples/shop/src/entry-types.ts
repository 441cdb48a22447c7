import { entryTypes } from '@heartwood/log';
import * as entries from './entries/index.js';

/** Everything the shop declares. The logger has it, so that the server knows what to expect. */
export const shopEntryTypes = entryTypes(entries);
