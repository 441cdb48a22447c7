import type { LogEntryView } from '@heartwood/logql';
import type { LogRecord } from '../../record/index.js';
import { COLUMN_ONLY } from '../schema/entry-schema.js';
import { COLUMN_NAMES, fieldTexts, labelTexts, metadataTexts } from './record-text.js';

/** What searches and the live tail see of an entry; the planner's counterpart is `entrySchema`. */
export function entryView(record: LogRecord): LogEntryView {
  const pushed = Object.entries(record.labels ?? {}).filter(([name]) => !COLUMN_ONLY.has(name));
  return {
    labels: { ...Object.fromEntries(pushed), ...labelTexts(record) },
    metadata: { ...fieldTexts(record, COLUMN_NAMES), ...metadataTexts(record) },
    line: record.message,
  };
}
