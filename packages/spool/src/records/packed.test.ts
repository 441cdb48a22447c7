import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RecordPacker } from './packed.js';

function unpack(packer: RecordPacker): Buffer[] {
  const { bytes, ends } = packer.take();
  return Array.from(ends, (end, index) => Buffer.from(bytes.subarray(ends[index - 1] ?? 0, end)));
}

it('gives back every record, bytes and texts of any script, through any growth', () => {
  const part = fc.oneof(fc.uint8Array({ maxLength: 50 }), fc.string({ unit: 'binary', maxLength: 50 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 300 }), fc.nat({ max: 100 }), (parts, initialBytes) => {
      const packer = new RecordPacker(initialBytes);
      for (const value of parts) {
        if (typeof value === 'string') packer.addText(value);
        else packer.add(value);
      }
      const want = parts.map((value) => Buffer.from(value));
      expect(packer.count).toBe(parts.length);
      expect(packer.byteLength).toBe(Buffer.concat(want).length);
      expect(unpack(packer)).toEqual(want);
      packer.clear();
      packer.addText('again');
      expect(unpack(packer).map(String)).toEqual(['again']);
    }),
    { numRuns: 30 },
  );
});
