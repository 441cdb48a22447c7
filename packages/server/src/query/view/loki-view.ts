import type { LogEntryView } from '@heartwood/logql';
import type { LogRecord } from '../../record/index.js';
import { EXTRACTED, PUSHED_METADATA } from '../schema/loki-schema.js';
import { COLUMN_NAMES, fieldTexts, labelTexts, metadataTexts, type Texts } from './record-text.js';

/** What Loki's API sees of an entry; the planner's counterpart is `lokiSchema`. Absent values are left out. */
export function lokiView(record: LogRecord): LogEntryView {
  if (record.labels === undefined) {
    return {
      labels: labelTexts(record),
      metadata: present({ ...fieldTexts(record, COLUMN_NAMES), ...metadataTexts(record) }),
      line: record.message,
    };
  }
  const labels = present(record.labels);
  const lifted = Object.entries(metadataTexts(record)).filter(([name]) => PUSHED_METADATA.has(name));
  const metadata = present({ ...fieldTexts(record, PUSHED_METADATA), ...Object.fromEntries(lifted) });
  return { labels, metadata: withoutCollisions(metadata, labels), line: record.message };
}

const present = (texts: Texts): Texts => Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));

/** Metadata named like a stream label gets Loki's suffix; what already has that name stays. */
function withoutCollisions(metadata: Texts, labels: Texts): Texts {
  const collides = (name: string): boolean => Object.hasOwn(labels, name);
  const entries = Object.entries(metadata);
  return Object.fromEntries([
    ...entries.filter(([name]) => collides(name)).map(([name, text]) => [`${name}${EXTRACTED}`, text]),
    ...entries.filter(([name]) => !collides(name)),
  ]);
}
