import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Lane } from './lane.js';

it('runs tasks one after the other, and goes on after a failure', async () => {
  const lane = new Lane();
  const log: string[] = [];
  const slow = lane.run(async () => {
    log.push('slow begins');
    await sleep(5);
    log.push('slow ends');
    return 1;
  });
  const failing = lane.run(async () => {
    log.push('failing');
    throw new Error('no');
  });
  const last = lane.run(async () => {
    log.push('last');
    return 3;
  });
  await expect(failing).rejects.toThrow('no');
  expect([await slow, await last]).toEqual([1, 3]);
  expect(log).toEqual(['slow begins', 'slow ends', 'failing', 'last']);
});
