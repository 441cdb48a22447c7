import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openSpool, type PackedRecords, RecordPacker } from '@heartwood/spool';

const USAGE = `bench spool: append throughput, each beside a bare write + fdatasync of the same bytes
  --dir PATH        where to write (default: the temporary directory; use a real disk, not tmpfs)
  --rounds N        rounds of every cell, alternating (default 5; the median is printed)
  --megabytes N     written per round and cell (default 256)
  --record BYTES    length of a record (default 500)
  --batch BYTES     records per append, and so per fsync (default 4000000)`;

interface Shape {
  readonly recordBytes: number;
  readonly batchBytes: number;
  readonly batches: number;
}

interface Sample {
  readonly megabytesPerSecond: number;
  readonly megabytesPerCpuSecond: number;
}

/** A cell writes `shape.batches` batches into a fresh directory and resolves once all are durable. */
type Cell = (dir: string, shape: Shape) => Promise<void>;

/** Prints MB/s (10^6 payload bytes) and the ratio to a bare write + fdatasync of the same bytes, measured in the same run. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      dir: { type: 'string', default: tmpdir() },
      rounds: { type: 'string', default: '5' },
      megabytes: { type: 'string', default: '256' },
      record: { type: 'string', default: '500' },
      batch: { type: 'string', default: '4000000' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const batchBytes = Number(values.batch);
  const shape: Shape = {
    recordBytes: Number(values.record),
    batchBytes,
    batches: Math.max(1, Math.round((Number(values.megabytes) * 1e6) / batchBytes)),
  };
  const cells: Record<string, Cell> = {
    'bare write + fdatasync': bareWrites,
    'spool, array of records': spoolArrays,
    'spool, packed records': spoolPacked,
    'spool, two appends in flight': spoolPipelined,
  };
  const samples = new Map<string, Sample[]>(Object.keys(cells).map((name) => [name, []]));
  for (let round = 0; round <= Number(values.rounds); round++)
    for (const [name, cell] of Object.entries(cells)) {
      const sample = await measure(cell, values.dir, shape);
      // The first round warms compiler and page cache.
      if (round > 0) samples.get(name)?.push(sample);
    }

  console.log(
    `${shape.batches} batches of ${shape.batchBytes / 1e6} MB, records of ${shape.recordBytes} bytes, an fsync per batch, in ${values.dir}`,
  );
  const bare = median(samples.get('bare write + fdatasync') ?? [], 'megabytesPerSecond');
  for (const [name, taken] of samples) {
    const rate = median(taken, 'megabytesPerSecond');
    const perCpu = median(taken, 'megabytesPerCpuSecond');
    console.log(
      `${name.padEnd(30)} ${rate.toFixed(0).padStart(6)} MB/s  ${(rate / bare).toFixed(2)} × bare  ${perCpu.toFixed(0).padStart(6)} MB per CPU second`,
    );
  }
  console.log(`${'reading back'.padEnd(30)} ${(await readingBack(values.dir, shape)).toFixed(0).padStart(6)} MB/s`);
  const small = await smallAppends(values.dir);
  console.log(
    `64 callers, one record each    ${small.appendsPerSecond.toFixed(0).padStart(6)} appends/s durable, beside ${small.fsyncsPerSecond.toFixed(0)} bare fsyncs/s: ${(small.appendsPerSecond / small.fsyncsPerSecond).toFixed(1)} appends per fsync`,
  );
}

async function measure(cell: Cell, parent: string, shape: Shape): Promise<Sample> {
  return inFreshDirectory(parent, async (dir) => {
    const cpu = process.cpuUsage();
    const start = performance.now();
    await cell(dir, shape);
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const megabytes = (shape.batches * shape.batchBytes) / 1e6;
    return { megabytesPerSecond: megabytes / seconds, megabytesPerCpuSecond: megabytes / ((user + system) / 1e6) };
  });
}

async function inFreshDirectory<T>(parent: string, task: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(parent, 'heartwood-bench-'));
  try {
    return await task(dir);
  } finally {
    await rm(dir, { recursive: true });
  }
}

const bareWrites: Cell = async (dir, { batchBytes, batches }) => {
  const file = await open(join(dir, 'bare'), 'w');
  const bytes = Buffer.alloc(batchBytes, 'x');
  for (let batch = 0; batch < batches; batch++) {
    await file.write(bytes, 0, bytes.length, batch * batchBytes);
    await file.datasync();
  }
  await file.close();
};

const spoolArrays: Cell = async (dir, shape) => {
  const spool = await openSpool({ dir });
  const records = recordsOf(shape);
  for (let batch = 0; batch < shape.batches; batch++) await spool.append(records);
  await spool.close();
};

const spoolPacked: Cell = async (dir, shape) => {
  const spool = await openSpool({ dir });
  const records = packedRecordsOf(shape);
  for (let batch = 0; batch < shape.batches; batch++) await spool.append(records);
  await spool.close();
};

const spoolPipelined: Cell = async (dir, shape) => {
  const spool = await openSpool({ dir });
  const records = packedRecordsOf(shape);
  let left = shape.batches;
  const caller = async () => {
    while (left-- > 0) await spool.append(records);
  };
  await Promise.all([caller(), caller()]);
  await spool.close();
};

async function readingBack(parent: string, shape: Shape): Promise<number> {
  return inFreshDirectory(parent, async (dir) => {
    await spoolPacked(dir, shape);
    const spool = await openSpool({ dir });
    const start = performance.now();
    let bytes = 0;
    for (let after = spool.acknowledged; ; ) {
      const { records, end } = await spool.read({ after });
      if (records.length === 0) break;
      for (const { data } of records) bytes += data.length;
      after = end;
    }
    const seconds = (performance.now() - start) / 1000;
    await spool.close();
    return bytes / 1e6 / seconds;
  });
}

/** Group commit: many callers that each wait for their own record. */
async function smallAppends(parent: string): Promise<{ appendsPerSecond: number; fsyncsPerSecond: number }> {
  const CALLERS = 64;
  const EACH = 100;
  return inFreshDirectory(parent, async (dir) => {
    const record = Buffer.alloc(500, 'x');
    const file = await open(join(dir, 'bare'), 'w');
    let start = performance.now();
    for (let index = 0; index < 2 * EACH; index++) {
      await file.write(record, 0, record.length, index * record.length);
      await file.datasync();
    }
    const fsyncsPerSecond = (2 * EACH) / ((performance.now() - start) / 1000);
    await file.close();
    const spool = await openSpool({ dir: join(dir, 'spool') });
    const caller = async () => {
      for (let index = 0; index < EACH; index++) await spool.append([record]);
    };
    start = performance.now();
    await Promise.all(Array.from({ length: CALLERS }, caller));
    const appendsPerSecond = (CALLERS * EACH) / ((performance.now() - start) / 1000);
    await spool.close();
    return { appendsPerSecond, fsyncsPerSecond };
  });
}

function recordsOf({ recordBytes, batchBytes }: Shape): Uint8Array[] {
  return Array.from({ length: Math.floor(batchBytes / recordBytes) }, (_, index) =>
    Buffer.alloc(recordBytes, 97 + (index % 26)),
  );
}

function packedRecordsOf(shape: Shape): PackedRecords {
  const packer = new RecordPacker(shape.batchBytes);
  for (const record of recordsOf(shape)) packer.add(record);
  return packer.take();
}

function median(samples: readonly Sample[], key: keyof Sample): number {
  const sorted = samples.map((sample) => sample[key]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
