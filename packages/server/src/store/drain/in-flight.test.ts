import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type InFlightRange, openInFlight } from './in-flight.js';

describe('the range in flight', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'heartwood-in-flight-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const range = (n: number): InFlightRange => ({
    spool: 'a',
    after: { segment: 1, offset: n },
    end: { segment: 1, offset: n + 10 },
  });

  it('is unknown in a new store', async () => {
    const file = await openInFlight(dir);
    expect(file.last).toBeUndefined();
    await file.close();
  });

  it('is the last one begun, however often', async () => {
    for (let n = 1; n <= 5; n++) {
      const file = await openInFlight(dir);
      await file.begin(range(n * 100));
      await file.begin(range(n * 100 + 50));
      await file.close();
      const again = await openInFlight(dir);
      expect(again.last).toEqual(range(n * 100 + 50));
      await again.close();
    }
  });

  it('is the one before when the write of the last was torn', async () => {
    const file = await openInFlight(dir);
    await file.begin(range(100)); // slot 1
    await file.begin(range(200)); // slot 0
    await file.close();
    const raw = await open(join(dir, 'in-flight'), 'r+');
    await raw.write('torn', 20);
    await raw.close();
    const again = await openInFlight(dir);
    expect(again.last).toEqual(range(100));
    await again.close();
  });
});
