import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../record/index.js';
import { encodeRow } from '../store/row/encode-row.js';
import { holdsUnstorableText, storableText, withStorableText } from './text.js';

const record = (message: string): LogRecord => ({
  id: '0192f0c8-1c4e-7abc-8def-0123456789ab',
  timestamp: '2026-11-21T08:00:00.000Z',
  received_at: '2026-11-21T08:00:00.000Z',
  level: 'INFO',
  stream: 'app',
  retention: 'app',
  message,
  fields: { [message]: [message] },
});

describe('storable text', () => {
  const f = (text: string, want: string) => it(JSON.stringify(text), () => expect(storableText(text)).toBe(want));
  f('a\0b', 'a\ufffdb');
  f('\ud800', '\ufffd');
  f('\udc00\ud800', '\ufffd\ufffd');
  f('😀', '😀');

  it('holds no NUL and no half pair, whatever came', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let cleaned = record(text);
        if (holdsUnstorableText(encodeRow(cleaned))) cleaned = withStorableText(cleaned);
        expect(cleaned.message).not.toMatch(/\0/);
        expect(Buffer.from(cleaned.message).toString()).toBe(cleaned.message);
        expect(JSON.stringify(cleaned.fields)).not.toMatch(/\\u0000|\\ud[89a-f]/);
      }),
    );
  });
});
