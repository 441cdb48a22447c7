// Child process of kill.test.ts: appends and consumes as fast as it can until somebody kills it.
// Prints `durable N` when batch N is durable, with `sync` when `appendSync` has returned from it, `consuming N` before and `consumed N` after acknowledging batches up to N.
import { writeSync } from 'node:fs';
import { openSpool, openSyncSpool } from '../dist/index.js';

const [dir, firstBatch, mode] = process.argv.slice(2);
const options = { dir, segmentBytes: 64 * 1024 };
const spool = await (mode === 'sync' ? openSyncSpool(options) : openSpool(options));
const say = (line) => writeSync(1, `${line}\n`);
let next = Number(firstBatch);

async function append() {
  for (;;) {
    const batch = next++;
    const records = Array.from({ length: 1 + (batch % 7) }, (_, index) =>
      Buffer.from(`${batch}/${index}/${'x'.repeat((batch * 37 + index * 11) % 900)}`),
    );
    if (mode === 'sync') spool.appendSync(records);
    else await spool.append(records);
    say(`durable ${batch}`);
    // A tick for every ten: a synchronous loop, and yet the reader has its turn.
    if (mode === 'sync' && batch % 10 === 0) await new Promise(setImmediate);
  }
}

async function consume() {
  for (;;) {
    await spool.waitForData();
    const { records } = await spool.read({ maxRecords: 40 });
    const last = records.at(-1);
    if (last === undefined) throw new Error('woken for nothing');
    const batch = Buffer.from(last.data).toString().split('/')[0];
    say(`consuming ${batch}`);
    await spool.acknowledge(last.position);
    say(`consumed ${batch}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

await Promise.all([append(), append(), append(), append(), consume()]);
