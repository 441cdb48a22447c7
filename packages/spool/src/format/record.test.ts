import { describe, expect, it } from 'vitest';
import { crc32c, viewOf } from '../crc32c.js';
import { extendDigest, isRecordSound, recordLength, saltChecksum, writeRecordHeader } from './record.js';

function encoded(payload: string, salted: number): DataView {
  const bytes = Buffer.concat([Buffer.alloc(8), Buffer.from(payload)]);
  writeRecordHeader(viewOf(bytes), 0, payload.length, salted);
  return viewOf(bytes);
}

describe('record', () => {
  const salted = saltChecksum(42);

  it('is checksum, length, payload; the checksum covers salt, length and payload', () => {
    const view = encoded('hello', salted);
    expect(recordLength(view, 0)).toBe(5);
    const covered = Buffer.concat([Buffer.from([42, 0, 0, 0, 5, 0, 0, 0]), Buffer.from('hello')]);
    expect(view.getUint32(0, true)).toBe(crc32c(covered));
  });

  it('is sound only unchanged and under its own salt', () => {
    const view = encoded('hello', salted);
    expect(isRecordSound(view, 0, 5, salted)).toBe(true);
    expect(isRecordSound(view, 0, 4, salted)).toBe(false);
    expect(isRecordSound(view, 0, 5, saltChecksum(43))).toBe(false);
    view.setUint8(9, view.getUint8(9) ^ 1);
    expect(isRecordSound(view, 0, 5, salted)).toBe(false);
  });

  it('changes the digest of its batch with every bit of its header', () => {
    const digest = (payload: string) => extendDigest(salted, encoded(payload, salted), 0);
    expect(new Set(['', 'a', 'b', 'aa'].map(digest)).size).toBe(4);
  });
});
