// Child process of kill.test.ts: logs numbers until somebody kills it, in synchronous loops, as fast as it can unless `calm`.
// Keeps in a file how many log calls have returned.
import { openSync, writeSync } from 'node:fs';
import { createLogger, heartwood } from '../../dist/index.js';

const [url, spoolDir, round, returnedPath, durable, pace] = process.argv.slice(2);
const returned = openSync(returnedPath, 'w');
const count = Buffer.alloc(8);
const log = createLogger({ service: 'shop', env: {}, sinks: [heartwood({ url, spoolDir, durable })] });

for (let n = 0; ; ) {
  const loop = pace === 'calm' ? 20 : 1 + Math.floor(Math.random() * 2_000);
  for (let end = n + loop; n < end; ) {
    if (durable === 'tick') log.error('line', { round, n });
    else log.info('line', { round, n });
    n++;
    count.writeDoubleLE(n);
    writeSync(returned, count, 0, 8, 0);
  }
  await new Promise((resolve) => setTimeout(resolve, pace === 'calm' || Math.random() < 0.2 ? 30 : 0));
}
