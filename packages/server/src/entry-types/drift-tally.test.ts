import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createDriftTally, type Drifted } from './drift-tally.js';

const EARLY = new Date('2026-11-21T08:00:00.000Z');
const LATE = new Date('2026-11-21T09:00:00.000Z');
const drifted = (field: string, at = EARLY, id = 'e1'): Drifted => ({
  service: 'shop',
  event: 'order.placed',
  measured: undefined,
  findings: [{ kind: 'wrong_type', field, found: 'string' }],
  id,
  at,
});

describe('a tally of drift', () => {
  it('counts by service, type, kind and field, and remembers the last entry', () => {
    const tally = createDriftTally();
    tally.add(drifted('total', LATE, 'e2'));
    tally.add(drifted('total', EARLY, 'e1'));
    tally.add({ ...drifted('total'), event: 'order.paid' });
    expect(tally.rows()).toEqual([
      expect.objectContaining({ entries: 2, firstSeen: EARLY, lastSeen: LATE, sampleId: 'e2', event: 'order.placed' }),
      expect.objectContaining({ entries: 1, event: 'order.paid' }),
    ]);
  });

  it('holds so many rows and counts the rest', () => {
    const tally = createDriftTally(2);
    for (const field of ['a', 'b', 'c', 'a', 'd']) tally.add(drifted(field));
    expect(tally.size).toBe(2);
    expect(tally.overflow).toBe(2);
    const other = createDriftTally(1);
    other.merge(tally);
    expect(other.rows()).toMatchObject([{ field: 'a', entries: 2 }]);
    expect(other.overflow).toBe(3);
  });

  it('counts findings that are told apart no longer', () => {
    const tally = createDriftTally();
    tally.add({ ...drifted('total'), unlisted: 7 });
    expect(tally.overflow).toBe(7);
  });

  it('keeps nothing of a name but what it shows', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const tally = createDriftTally();
    collect();
    const before = process.memoryUsage().heapUsed;
    // Texts made one by one, as JSON.parse makes them: 300 MB in all.
    for (let index = 0; index < 300; index++) {
      const name = Buffer.alloc(1_000_000, `${index} `).toString('latin1');
      tally.add({ ...drifted(name), event: name });
    }
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(50_000_000);
    expect(tally.size).toBe(300);
  });

  it('keeps names as a database takes them', () => {
    const tally = createDriftTally();
    tally.add(drifted(`nul\0half\ud800${'x'.repeat(500)}`));
    tally.add(drifted(`nul\ufffdhalf\ufffd${'x'.repeat(300)}`));
    expect(tally.rows()).toMatchObject([{ field: `nul\ufffdhalf\ufffd${'x'.repeat(191)}`, entries: 2 }]);
  });
});
