import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { Fault } from './faulty-files.js';
import { seededRandom } from './random.js';
import { World } from './world.js';

const MODEL_RUNS = Number(process.env.HEARTWOOD_MODEL_RUNS ?? 600);

type Action =
  | { readonly do: 'append'; readonly lengths: number[][] }
  | { readonly do: 'consume'; readonly maxRecords: number; readonly share: number }
  | { readonly do: 'both'; readonly lengths: number[][]; readonly maxRecords: number; readonly share: number }
  | { readonly do: 'reopen' }
  | { readonly do: 'crash'; readonly kind: 'process' | 'power' }
  | { readonly do: 'fault'; readonly after: number; readonly count: number; readonly fault: Fault };

const lengths = fc.array(fc.array(fc.nat({ max: 90 }), { maxLength: 4 }), { minLength: 1, maxLength: 3 });
const maxRecords = fc.integer({ min: 1, max: 12 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('append' as const), lengths }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('consume' as const), maxRecords, share }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('both' as const), lengths, maxRecords, share }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      kind: fc.constantFrom('process' as const, 'power' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      after: fc.nat({ max: 12 }),
      count: fc.integer({ min: 1, max: 6 }),
      fault: fc.constantFrom<Fault>('crash', 'crash-after', 'ENOSPC', 'EIO'),
    }),
  },
);

async function run(world: World, step: Action, random: () => number): Promise<void> {
  switch (step.do) {
    case 'append':
      await world.append(step.lengths);
      break;
    case 'consume':
      await world.consume(step.maxRecords, step.share);
      break;
    case 'both':
      await Promise.all([world.append(step.lengths), world.consume(step.maxRecords, step.share)]);
      break;
    case 'reopen':
      await world.reopen();
      break;
    case 'crash':
      await world.crash(step.kind);
      break;
    case 'fault': {
      const first = world.files.operations + step.after;
      world.files.plan = (index) => (index >= first && index < first + step.count ? step.fault : undefined);
      return;
    }
  }
  if (world.files.crashed) await world.crash(random() < 0.5 ? 'process' : 'power');
  await world.verify();
}

/** Appends, consumes and rolls over several segments; every file operation of the spool occurs in it. */
async function workload(world: World): Promise<void> {
  await world.append([[10, 20], [5]]);
  await world.append([[60, 60, 60]]);
  await world.consume(3, 1);
  await world.append([[90], [90], [90, 1]]);
  await world.consume(100, 0.5);
  await world.append([[30, 30]]);
  await world.consume(100, 1);
  await world.append([[1], [2], [3]]);
}

/** Small enough for a segment to be full, and for an `appendSync` to wait for the disk, after a few batches. */
const OPTIONS = { segmentBytes: 400, maxUnsyncedBytes: 300 };

/** How many file operations the workload takes when nothing goes wrong, the opening included. */
async function countOperations(sync: boolean): Promise<number> {
  const world = new World(OPTIONS, seededRandom(1), sync);
  await world.open();
  await workload(world);
  return world.files.operations;
}

describe.each([
  ['append', false],
  ['appendSync', true],
])('a spool on a disk that fails and forgets, by %s,', (_, sync) => {
  it('holds what it promised after any sequence of appends, reads, acknowledgements, crashes and errors', {
    timeout: 30_000 + MODEL_RUNS * 50,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { minLength: 1, maxLength: 25 }),
        fc.nat(),
        fc.constantFrom({ segmentBytes: 400 }, { segmentBytes: 200 }, { segmentBytes: 300, maxBytes: 1200 }),
        async (steps, seed, options) => {
          const random = seededRandom(seed);
          const world = new World({ maxUnsyncedBytes: 300, ...options }, random, sync);
          await world.open();
          for (const step of steps) await run(world, step, random);
          world.files.plan = () => undefined;
          await world.crash('power');
        },
      ),
      { numRuns: MODEL_RUNS },
    );
  });

  it.each(['crash', 'crash-after'] as const)('survives a %s at every single file operation', async (fault) => {
    const operations = await countOperations(sync);
    for (let at = 0; at < operations; at++)
      for (const [seed, kind] of (['process', 'power', 'power', 'power'] as const).entries()) {
        const world = new World(OPTIONS, seededRandom(at * 4 + seed), sync);
        world.files.plan = (index) => (index === at ? fault : undefined);
        await world.open();
        await workload(world).catch((error: unknown) => {
          if (!world.files.crashed) throw error;
        });
        await world.crash(kind);
        await world.append([[7, 7]]);
        await world.verify();
      }
  });

  it.each(['ENOSPC', 'EIO'] as const)('surfaces %s at every single file operation and goes on', async (fault) => {
    const operations = await countOperations(sync);
    for (let at = 0; at < operations; at++)
      for (const count of [1, 4]) {
        const world = new World(OPTIONS, seededRandom(at), sync);
        world.files.plan = (index) => (index >= at && index < at + count ? fault : undefined);
        await world.open();
        await workload(world);
        await world.verify();
        world.files.plan = () => undefined;
        await world.append([[7, 7]]);
        await world.verify();
        await world.crash('power');
      }
  });
});
