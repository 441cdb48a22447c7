import type { Json, LogRecord } from './log-record.js';

/** What the pipeline decides, whatever the sender says. */
type Decided = 'id' | 'timestamp' | 'received_at' | 'level' | 'stream' | 'retention';

/** The part of an entry that a protocol maps as it stands. */
export type RecordBody = Omit<LogRecord, Decided>;

/** What the sender says about the decided part: any JSON value, not yet checked. Absent where the sender said nothing. */
export interface Claims {
  id?: Json;
  timestamp?: Json;
  level?: Json;
  stream?: Json;
  retention?: Json;
}

/** An entry as a protocol's `map.ts` hands it to the pipeline. */
export interface EntryDraft {
  readonly claims: Claims;
  readonly body: RecordBody;
}
