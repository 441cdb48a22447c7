import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STREAMS } from '../../record/index.js';
import { RowBlocks } from './row-blocks.js';

describe('RowBlocks', () => {
  it('gives back every row of every stream in order', () => {
    const row = fc.tuple(
      fc.constantFrom(...STREAMS),
      fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => JSON.stringify(text)),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const blocks = new RowBlocks();
        for (const [stream, text] of rows) blocks.add(stream, text);
        const taken = blocks.take();
        for (const stream of STREAMS) {
          const own = taken.filter((block) => block.stream === stream);
          const text = own.map(({ body }) => Buffer.from(body).toString()).join('');
          const want = rows.filter(([name]) => name === stream).map(([, line]) => line);
          expect(text.split('\n').slice(0, -1)).toEqual(want);
          expect(own.reduce((sum, block) => sum + block.rows, 0)).toBe(want.length);
        }
        expect(blocks.take()).toEqual([]);
      }),
    );
  });

  it('closes a block after some megabytes', () => {
    const blocks = new RowBlocks();
    for (let index = 0; index < 10; index++) blocks.add('app', 'ä'.repeat(500_000));
    const taken = blocks.take();
    expect(taken.map(({ rows }) => rows)).toEqual([5, 5]);
    for (const { body } of taken) expect(body.length).toBe(5_000_005);
  });
});
