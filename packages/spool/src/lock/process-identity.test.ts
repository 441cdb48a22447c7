import { expect, it } from 'vitest';
import { bootTime, liveness, ownIdentity } from './process-identity.js';

it('tells a living process from a dead one, and admits when it cannot', async () => {
  const own = await ownIdentity();
  expect(own.pid).toBe(process.pid);
  const verdicts = await Promise.all(
    [
      own,
      { ...own, pid: 2 ** 22 + 1 }, // above the largest pid of Linux
      { ...own, bootId: 'another' },
      { ...own, bootId: 'another', hostname: 'elsewhere' },
      { ...own, pidNamespace: 'another' },
      { ...own, startedAt: undefined },
    ].map((owner) => liveness(owner, own)),
  );
  expect(verdicts).toEqual(['alive', 'dead', 'dead', 'unknown', 'unknown', 'unknown']);
});

it('knows when the machine was booted', () => {
  expect(bootTime()).toBeLessThan(Date.now() - process.uptime() * 1000);
});
