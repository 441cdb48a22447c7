import { DiskSpool } from '../src/disk-spool.js';
import { SpoolFullError, SpoolIoError } from '../src/errors.js';
import type { SpoolOptions } from '../src/options.js';
import { formatPosition, type SpoolPosition } from '../src/position.js';
import type { SpoolProblem } from '../src/problem.js';
import { SyncDiskSpool } from '../src/sync-disk-spool.js';
import { FaultyFiles } from './faulty-files.js';

/**
 * What is known about a batch. `written`: `appendSync` has returned, and no fsync since. `unknown`: the process or the disk died before
 * an answer came.
 */
type Fate = 'durable' | 'written' | 'refused' | 'rejected' | 'unknown' | 'gone';

interface Batch {
  readonly texts: readonly string[];
  fate: Fate;
}

/** A record by its batch and its place in it. */
interface Key {
  readonly batch: number;
  readonly index: number;
}

const NOTHING: Key = { batch: -1, index: -1 };
const DIR = '/spool';

/**
 * A spool on a faulty disk beside the model of what it must hold: the batches in the order they were appended, what
 * their callers were told, and how far the reader has acknowledged.
 */
export class World {
  files = new FaultyFiles();
  readonly problems: SpoolProblem[] = [];
  readonly #options: Partial<SpoolOptions>;
  readonly #sync: boolean;
  readonly #random: () => number;
  readonly #batches: Batch[] = [];
  /** Every position ever handed out, with the record before it. */
  readonly #keys = new Map<string, Key>();
  #spool: DiskSpool | undefined;
  #acknowledged: Key = NOTHING;
  #requested: Key = NOTHING;

  /** @param sync whether batches are appended within the call */
  constructor(options: Partial<SpoolOptions>, random: () => number, sync = false) {
    this.#options = options;
    this.#sync = sync;
    this.#random = random;
  }

  get spool(): DiskSpool {
    if (this.#spool === undefined) throw new Error('the spool is not open');
    return this.#spool;
  }

  /** Opens the spool; a crash or failure while it recovers is one more reason to start again. */
  async open(): Promise<void> {
    for (;;) {
      try {
        const onProblem = (problem: SpoolProblem) => this.problems.push(problem);
        const options = { dir: DIR, ...this.#options, onProblem };
        this.#spool = this.#sync
          ? await SyncDiskSpool.openSync(this.files, this.files.blocking, options)
          : await DiskSpool.open(this.files, options);
        break;
      } catch (error) {
        if (!(error instanceof SpoolIoError)) throw error;
        this.#powerUp('process');
      }
    }
    await this.#verifyAfterStart();
  }

  /** Appends batches of records of the given lengths, all at once. */
  async append(lengths: readonly (readonly number[])[]): Promise<void> {
    await Promise.all(lengths.map((batch) => this.#appendOne(batch)));
  }

  /** Reads from the acknowledged position and acknowledges a part of it. */
  async consume(maxRecords: number, share: number): Promise<void> {
    try {
      const { records, end } = await this.spool.read({ maxRecords });
      const last = Math.ceil(records.length * share) - 1;
      const position = last === records.length - 1 ? end : records[last]?.position;
      if (position === undefined || last < 0) return;
      const key = this.#keyOf(position, records[last]?.data);
      this.#requested = later(this.#requested, key);
      await this.spool.acknowledge(position);
      this.#acknowledged = later(this.#acknowledged, key);
    } catch (error) {
      if (!(error instanceof SpoolIoError)) throw error;
    }
  }

  /** The process or the whole machine dies; what the disk kept is opened again. */
  async crash(kind: 'process' | 'power'): Promise<void> {
    this.files.crash();
    // What the dead process still has under way must not count for the next.
    await new Promise(setImmediate);
    if (kind === 'power') for (const batch of this.#batches) if (batch.fate === 'written') batch.fate = 'unknown';
    this.#powerUp(kind);
    await this.open();
  }

  async reopen(): Promise<void> {
    // On a disk that refuses, what was not durable stays what it is: in the files, for the next who opens them.
    await this.spool.close();
    await this.open();
  }

  /** In the running process exactly the durable records behind the acknowledged position are read. */
  async verify(): Promise<void> {
    if (this.spool instanceof SyncDiskSpool) await this.#settled(this.spool);
    // The fsync was the last thing the process did.
    if (this.files.crashed) return this.crash(this.#random() < 0.5 ? 'process' : 'power');
    const expected = this.#batches.flatMap(({ texts, fate }, batch) =>
      fate === 'durable' ? texts.filter((_, index) => isLater({ batch, index }, this.#acknowledgedNow())) : [],
    );
    const found = await this.#readAll();
    if (found.join('\n') !== expected.join('\n'))
      throw new Error(`expected\n${expected.join('\n')}\nbut read\n${found.join('\n')}`);
    const { records, corruptRecords } = this.spool.stats();
    if (corruptRecords !== 0)
      throw new Error(`${corruptRecords} records counted as corrupt on a disk that keeps its word`);
    if (records !== expected.length) throw new Error(`stats say ${records} records wait, but ${expected.length} do`);
  }

  async #appendOne(lengths: readonly number[]): Promise<void> {
    const batch = this.#batches.length;
    const texts = lengths.map((length, index) => `${batch}/${index}/${'x'.repeat(length)}`);
    const entry: Batch = { texts, fate: 'unknown' };
    this.#batches.push(entry);
    try {
      if (this.spool instanceof SyncDiskSpool) {
        this.spool.appendSync(texts.map((text) => Buffer.from(text)));
        entry.fate = texts.length > 0 ? 'written' : 'durable';
        return;
      }
      const position = await this.spool.append(texts.map((text) => Buffer.from(text)));
      entry.fate = 'durable';
      if (texts.length > 0) this.#keys.set(formatPosition(position), { batch, index: texts.length - 1 });
    } catch (error) {
      if (error instanceof SpoolFullError) entry.fate = 'refused';
      else if (error instanceof SpoolIoError) entry.fate = this.files.crashed ? 'unknown' : 'rejected';
      else throw error;
    }
  }

  /** Lets an fsync happen, or fail; what it covered is durable from then on. */
  async #settled(spool: SyncDiskSpool): Promise<void> {
    const before = this.#batches.filter(({ fate }) => fate === 'written');
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    spool.synced().then(() => {
      for (const batch of before) if (batch.fate === 'written') batch.fate = 'durable';
      over();
    }, over);
    // One fsync and what belongs to it; a failed one is repeated only after a while.
    for (let turns = 0; turns < 3 && !isOver; turns++) await new Promise(setImmediate);
    if (isOver || this.files.crashed) return;
    // An fsync of the older half may have succeeded. Nobody is told so, but the reader sees it.
    const readable = new Set(await this.#readAll());
    for (const batch of this.#batches)
      if (batch.fate === 'written' && batch.texts.some((text) => readable.has(text))) batch.fate = 'durable';
  }

  /** After a start, what was told to be durable must be there; what was not may be, whole, and then stays. */
  async #verifyAfterStart(): Promise<void> {
    const start = this.#acknowledgedNow();
    if (isLater(this.#acknowledged, start)) throw new Error('an acknowledged position was forgotten');
    if (isLater(start, this.#requested)) throw new Error('more is acknowledged than was ever asked for');
    this.#acknowledged = start;
    this.#requested = start;
    const found = new Set(await this.#readAll());
    for (const [batch, entry] of this.#batches.entries()) {
      const waiting = entry.texts.filter((_, index) => isLater({ batch, index }, start));
      const present = waiting.filter((text) => found.has(text)).length;
      if (present > 0 && present < waiting.length)
        throw new Error(`batch ${batch} was torn: ${present} of its records`);
      if (waiting.length === 0) continue;
      if ((entry.fate === 'durable' || entry.fate === 'written') && present === 0)
        throw new Error(`batch ${batch} was ${entry.fate} and is lost`);
      const mayAppear = entry.fate !== 'refused' && entry.fate !== 'gone';
      if (present > 0 && !mayAppear) throw new Error(`batch ${batch} appeared, although it was ${entry.fate}`);
      if (entry.fate !== 'refused' && entry.fate !== 'gone') entry.fate = present > 0 ? 'durable' : 'gone';
    }
    await this.verify();
  }

  async #readAll(): Promise<string[]> {
    const texts: string[] = [];
    for (let after: SpoolPosition = this.spool.acknowledged; ; ) {
      const { records, end } = await this.spool.read({ after, maxRecords: 1 + Math.floor(this.#random() * 5) });
      for (const { position, data } of records) {
        texts.push(Buffer.from(data).toString());
        this.#keyOf(position, data);
      }
      if (records.length === 0) return texts;
      after = end;
    }
  }

  /** Registers which record ends at a position; it must be the same one for ever. */
  #keyOf(position: SpoolPosition, data: Uint8Array | undefined): Key {
    const [batch, index] = Buffer.from(data ?? [])
      .toString()
      .split('/')
      .map(Number);
    const key = { batch: batch ?? -1, index: index ?? -1 };
    const name = formatPosition(position);
    const known = this.#keys.get(name);
    if (known !== undefined && (known.batch !== key.batch || known.index !== key.index))
      throw new Error(`${name} was the end of ${known.batch}/${known.index}, now of ${key.batch}/${key.index}`);
    this.#keys.set(name, key);
    return key;
  }

  #acknowledgedNow(): Key {
    const { segment, offset } = this.spool.acknowledged;
    if (segment === 0) return NOTHING;
    const key = this.#keys.get(`${segment}:${offset}`);
    if (key === undefined) throw new Error(`${segment}:${offset} is acknowledged, but was never a position`);
    return key;
  }

  #powerUp(kind: 'process' | 'power'): void {
    this.files = this.files.afterCrash(kind, this.#random);
  }
}

function isLater(a: Key, b: Key): boolean {
  return a.batch > b.batch || (a.batch === b.batch && a.index > b.index);
}

function later(a: Key, b: Key): Key {
  return isLater(a, b) ? a : b;
}
