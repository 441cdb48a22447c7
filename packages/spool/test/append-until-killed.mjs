// Child process of kill.test.ts: appends and consumes as fast as it can until somebody kills it.
// Prints `durable N` when batch N is durable, `consuming N` before and `consumed N` after acknowledging batches up to N.
import { openSpool } from '../dist/index.js';

const [dir, firstBatch] = process.argv.slice(2);
const spool = await openSpool({ dir, segmentBytes: 64 * 1024 });
const say = (line) => process.stdout.write(`${line}\n`);
let next = Number(firstBatch);

async function append() {
  for (;;) {
    const batch = next++;
    const records = Array.from({ length: 1 + (batch % 7) }, (_, index) =>
      Buffer.from(`${batch}/${index}/${'x'.repeat((batch * 37 + index * 11) % 900)}`),
    );
    await spool.append(records);
    say(`durable ${batch}`);
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
