import { STREAMS } from '../record/log-record.js';
import { tableOf } from '../store/schema/columns.js';

/** All four streams as one table. */
export const SOURCE = `merge(currentDatabase(), '^(?:${STREAMS.map(tableOf).join('|')})$')`;
