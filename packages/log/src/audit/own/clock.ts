// Clocks.
import { entryType } from '../../entry/entry-type.js';
import { field as f } from '../../entry/field.js';

/** The clock of a sender is wrong, so its timestamps are. */
export const clockSkewDetected = entryType('clock_skew_detected', {
  level: 'warning',
  stream: 'security',
  message: 'Clock of {source} is off by {skew}',
  description: 'The clock of a sender is wrong, so its timestamps are.',
  fields: {
    source: f.string(),
    skew: f.duration(),
  },
});
