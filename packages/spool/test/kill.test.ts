import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSpool } from '../src/index.js';

const CHILD = fileURLToPath(new URL('./append-until-killed.mjs', import.meta.url));
const KILLS = Number(process.env.HEARTWOOD_KILLS ?? 8);

describe('kill -9', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'heartwood-spool-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  it.each(['append', 'sync'])(
    `loses, tears and doubles nothing over ${KILLS} kills at random moments: %s`,
    {
      timeout: KILLS * 15_000,
    },
    async (mode) => {
      const durable = new Set<number>();
      let firstBatch = 0;
      let consuming = -1;
      let consumed = -1;
      for (let kill = 0; kill < KILLS; kill++) {
        for (const line of await runUntilKilled(dir, firstBatch, mode)) {
          const [what, batch] = [line.split(' ')[0], Number(line.split(' ')[1])];
          if (what === 'durable') durable.add(batch);
          if (what === 'consuming') consuming = Math.max(consuming, batch);
          if (what === 'consumed') consumed = Math.max(consumed, batch);
        }
        const waiting = await readAll(dir);
        const batches = [...new Set(waiting.map(({ batch }) => batch))];

        expect(batches, 'in order, none twice').toEqual([...batches].sort((a, b) => a - b));
        const lost = [...durable].filter((batch) => batch > consuming && !batches.includes(batch));
        expect(lost, 'told to be durable, but gone').toEqual([]);
        expect(
          batches.every((batch) => batch >= consumed),
          'consumed, but read again',
        ).toBe(true);
        for (const batch of batches) {
          const indices = waiting.filter((record) => record.batch === batch).map(({ index }) => index);
          const whole = Array.from({ length: 1 + (batch % 7) }, (_, index) => index);
          // Only the batch in which the reader stopped may have lost its beginning to the acknowledgement.
          if (batch > consuming) expect(indices, `batch ${batch} is whole`).toEqual(whole);
          else expect(whole.join()).toContain(indices.join());
        }
        firstBatch = Math.max(-1, ...durable, ...batches) + 100;
      }
      expect(durable.size).toBeGreaterThanOrEqual(KILLS);
    },
  );
});

/** Lets the child work for a random moment after its first durable batch; returns what it had printed when it was killed. */
async function runUntilKilled(dir: string, firstBatch: number, mode: string): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, dir, String(firstBatch), mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  const durable = new Promise<void>((resolve) => {
    reader.on('line', (line) => {
      lines.push(line);
      if (line.startsWith('durable ')) resolve();
    });
  });
  try {
    await Promise.race([durable, once(child, 'exit')]);
    expect(child.exitCode, 'the child appends').toBeNull();
    await sleep(Math.random() * 250);
  } finally {
    const over = Promise.all([once(reader, 'close'), once(child, 'exit')]);
    child.kill('SIGKILL');
    await over;
  }
  return lines;
}

async function readAll(dir: string): Promise<{ batch: number; index: number }[]> {
  const spool = await openSpool({ dir, onProblem: () => {} });
  const found: { batch: number; index: number }[] = [];
  for (let after = spool.acknowledged; ; ) {
    const { records, end } = await spool.read({ after });
    if (records.length === 0) break;
    for (const { data } of records) {
      const [batch, index] = Buffer.from(data).toString().split('/').map(Number);
      found.push({ batch: batch ?? -1, index: index ?? -1 });
    }
    after = end;
  }
  expect(spool.stats().corruptRecords).toBe(0);
  await spool.close();
  return found;
}
