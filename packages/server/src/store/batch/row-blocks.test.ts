import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STREAMS, type Stream } from '../../record/index.js';
import { BLOCK_PARTITIONS, RowBlocks } from './row-blocks.js';

const record = (stream: Stream, day = 0) => ({
  stream,
  retention: 'app',
  timestamp: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
});

describe('RowBlocks', () => {
  it('gives back every row of every stream in order', () => {
    const row = fc.tuple(
      fc.constantFrom(...STREAMS),
      fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => JSON.stringify(text)),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const blocks = new RowBlocks();
        for (const [stream, text] of rows) blocks.add(record(stream), text);
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
    for (let index = 0; index < 10; index++) blocks.add(record('app'), 'ä'.repeat(500_000));
    const taken = blocks.take();
    expect(taken.map(({ rows }) => rows)).toEqual([5, 5]);
    for (const { body } of taken) expect(body.length).toBe(5_000_005);
  });

  it('names the partitions of its rows and closes a block that has a hundred', () => {
    const blocks = new RowBlocks();
    for (let day = 0; day < 250; day++) {
      blocks.add(record('app', day), '{}');
      blocks.add({ ...record('app', day), retention: 'debug' }, '{}');
    }
    const taken = blocks.take();
    expect(taken.map(({ partitions }) => partitions.length)).toEqual([100, 100, 100, 100, 100]);
    expect(BLOCK_PARTITIONS).toBe(100);
    expect(taken[0]?.partitions.slice(0, 3)).toEqual(['app:2026-01-01', 'debug:2026-01-01', 'app:2026-01-02']);
  });
});
