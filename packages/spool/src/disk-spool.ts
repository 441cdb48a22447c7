import { randomBytes } from 'node:crypto';
import type { Acknowledged, PositionFile } from './acknowledged.js';
import { DataSignal } from './data-signal.js';
import { SpoolClosedError, SpoolPositionError } from './errors.js';
import type { Files } from './files/files.js';
import { withTypedErrors } from './files/typed-errors.js';
import { Lane } from './lane.js';
import { resolveLimits, type SpoolLimits, type SpoolOptions, warn } from './options.js';
import { comparePositions, type SpoolPosition } from './position.js';
import { Losses } from './reader/losses.js';
import { Reader, type SpoolBatch } from './reader/reader.js';
import type { Records } from './records/packed.js';
import { type Recovered, recover } from './recovery/recover.js';
import type { Catalog } from './segments/catalog.js';
import type { ReadOptions, Spool, SpoolStats } from './spool.js';
import { type SpoolWriter, Writer, type WriterStart } from './writer/writer.js';

const DEFAULT_MAX_RECORDS = 10_000;
const DEFAULT_MAX_BYTES = 4 * 1024 * 1024;

/** A directory after recovery, with everything a spool needs to go on in it. */
export interface OpenedDirectory {
  readonly files: Files;
  readonly dir: string;
  readonly limits: SpoolLimits;
  readonly report: NonNullable<SpoolOptions['onProblem']>;
  readonly release: () => Promise<void>;
  readonly recovered: Recovered;
}

/** @throws SpoolIoError, SpoolFormatError, RangeError for options. */
export async function recovered(
  rawFiles: Files,
  options: SpoolOptions,
  release: () => Promise<void>,
): Promise<OpenedDirectory> {
  const files = withTypedErrors(rawFiles);
  const report = options.onProblem ?? warn;
  const limits = resolveLimits(options);
  return { files, dir: options.dir, limits, report, release, recovered: await recover(files, options.dir, report) };
}

/** A spool in a directory that the caller has locked. */
export class DiskSpool<Writing extends SpoolWriter = SpoolWriter> implements Spool {
  readonly id: string;
  readonly #dir: string;
  readonly #release: () => Promise<void>;
  readonly #catalog: Catalog;
  readonly #positionFile: PositionFile;
  readonly #losses: Losses;
  readonly #reader: Reader;
  protected readonly writer: Writing;
  readonly #tornTails: number;
  /** Reading, acknowledging and deleting take turns. */
  readonly #lane = new Lane();
  readonly #signal = new DataSignal();
  #acknowledged: Acknowledged;
  #closing: Promise<void> | undefined;

  /**
   * Recovers what is in the directory.
   *
   * @param release Gives the directory back once the spool is closed.
   * @throws SpoolIoError, SpoolFormatError, RangeError for options.
   */
  static async open(
    rawFiles: Files,
    options: SpoolOptions,
    release: () => Promise<void> = async () => {},
  ): Promise<DiskSpool> {
    return new DiskSpool(await recovered(rawFiles, options, release), (start) => new Writer(start));
  }

  protected constructor(opened: OpenedDirectory, write: (start: WriterStart) => Writing) {
    const { files, dir, limits, report, release, recovered } = opened;
    const { catalog, acknowledged, spoolId } = recovered;
    this.id = spoolId;
    this.#dir = dir;
    this.#release = release;
    this.#catalog = catalog;
    this.#acknowledged = acknowledged;
    this.#positionFile = recovered.positionFile;
    this.#tornTails = recovered.tornTails;
    this.#losses = new Losses(acknowledged.record, report);
    this.#reader = new Reader(files, catalog, this.#losses);
    catalog.beforeRemove = (segment) => this.#reader.forget(segment);
    this.writer = write({
      files,
      dir,
      catalog,
      limits,
      spoolId,
      salt: randomBytes(4).readUInt32LE(0),
      end: recovered.end,
      nextRecord: recovered.nextRecord,
      nextSegment: recovered.nextSegment,
      isDrained: () => comparePositions(this.#acknowledged.position, this.writer.end) >= 0,
      reclaim: () => this.#lane.run(() => catalog.removeConsumed(this.#acknowledged)),
      onDurable: () => this.#signal.notify(),
    });
  }

  get acknowledged(): SpoolPosition {
    return this.#acknowledged.position;
  }

  get end(): SpoolPosition {
    return this.writer.end;
  }

  append(records: Records): Promise<SpoolPosition> {
    return this.writer.append(records);
  }

  async read(options: ReadOptions = {}): Promise<SpoolBatch> {
    const maxRecords = atLeastOne('maxRecords', options.maxRecords ?? DEFAULT_MAX_RECORDS);
    const maxBytes = atLeastOne('maxBytes', options.maxBytes ?? DEFAULT_MAX_BYTES);
    return this.#inTurn(() => {
      const after = options.after ?? this.#acknowledged.position;
      this.#checkPosition(after);
      return this.#reader.read(after, this.#acknowledged, maxRecords, maxBytes);
    });
  }

  async acknowledge(position: SpoolPosition): Promise<void> {
    await this.#inTurn(async () => {
      this.#checkPosition(position);
      if (comparePositions(position, this.#acknowledged.position) > 0) {
        const record = await this.#reader.recordAt(position, this.#acknowledged);
        const acknowledged = { position: { segment: position.segment, offset: position.offset }, record };
        await this.#positionFile.write(acknowledged, this.id);
        this.#acknowledged = acknowledged;
      }
      await this.#catalog.removeConsumed(this.#acknowledged);
    });
  }

  async waitForData(after?: SpoolPosition, options: { signal?: AbortSignal | undefined } = {}): Promise<void> {
    if (this.#closing !== undefined) throw new SpoolClosedError(this.#dir);
    const isReady = () => comparePositions(this.end, after ?? this.#acknowledged.position) > 0;
    await this.#signal.wait(isReady, options.signal);
  }

  stats(): SpoolStats {
    return {
      bytes: this.#catalog.bytes,
      records: Math.max(0, this.writer.nextRecord - this.#acknowledged.record),
      segments: this.#catalog.count,
      pendingBytes: this.writer.pendingBytes,
      corruptRecords: this.#losses.counted,
      tornTails: this.#tornTails,
      ioErrors: this.writer.ioErrors,
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Every later append throws `error`: the directory belongs to somebody else now. */
  refuse(error: Error): void {
    this.writer.refuse(error);
  }

  async #close(): Promise<void> {
    this.#signal.fail(new SpoolClosedError(this.#dir));
    try {
      await this.writer.close();
      await this.#lane.run(() => this.#reader.close());
    } finally {
      await this.#release();
    }
  }

  async #inTurn<T>(task: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new SpoolClosedError(this.#dir);
    return this.#lane.run(task);
  }

  #checkPosition(position: SpoolPosition): void {
    if (comparePositions(position, this.end) > 0) throw new SpoolPositionError(position, this.end);
  }
}

function atLeastOne(name: string, value: number): number {
  if (value >= 1) return value;
  throw new RangeError(`${name} must be at least 1, not ${value}`);
}
