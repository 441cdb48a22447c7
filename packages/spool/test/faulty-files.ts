import type { BlockingFile, BlockingFiles, Files, OpenFile, OpenMode } from '../src/files/files.js';

/** What a disk keeps or loses as one piece; small, so that even one record is torn. */
const SECTOR_BYTES = 32;

/** Every file operation that changes something, in the words of the fault plan. */
export type Operation =
  | 'create'
  | 'replace'
  | 'write'
  | 'fsync'
  | 'truncate'
  | 'remove'
  | 'fsync directory'
  | 'make directory';

/** `crash`: the process is gone before the operation; `crash-after`: behind it; otherwise the operation fails with this error. */
export type Fault = 'crash' | 'crash-after' | 'ENOSPC' | 'EIO';

/** Asked before every operation: undefined lets it pass. */
export type FaultPlan = (index: number, operation: Operation, path: string) => Fault | undefined;

export class CrashedError extends Error {}

class Inode {
  /** What a reader of the running machine sees. */
  cached: Buffer = Buffer.alloc(0);
  /** What is on the disk for certain. */
  durable: Buffer = Buffer.alloc(0);
  /** States since the last fsync, any sector of which may have reached the disk. */
  history: Buffer[] = [];
  /** Sectors that a failed fsync has marked clean: a later fsync does not write them, unless they are written to again. */
  readonly forgotten = new Set<number>();

  /** New contents, of which the bytes from `start` to `end` were written. */
  change(contents: Buffer, start: number, end: number): void {
    this.history.push(this.cached);
    for (let sector = Math.floor(start / SECTOR_BYTES); sector * SECTOR_BYTES < end; sector++)
      this.forgotten.delete(sector);
    this.cached = contents;
  }

  sync(): void {
    const synced = Buffer.from(this.cached);
    for (const sector of this.forgotten) {
      const old = sectorOf(this.durable, sector);
      synced.fill(0, sector * SECTOR_BYTES, Math.min(synced.length, (sector + 1) * SECTOR_BYTES));
      if (sector * SECTOR_BYTES < synced.length) old.copy(synced, sector * SECTOR_BYTES);
    }
    this.durable = synced;
    this.history = [];
  }

  failSync(): void {
    for (let sector = 0; sector * SECTOR_BYTES < this.cached.length; sector++)
      if (!sectorOf(this.cached, sector).equals(sectorOf(this.durable, sector))) this.forgotten.add(sector);
    // Whatever was dirty may also have reached the disk before the failure.
    this.history.push(this.cached);
  }

  /** What is left after a power cut: every sector from any state since the last fsync, the length too. */
  afterPowerCut(random: () => number): Inode {
    const states = [this.durable, ...this.history, ...(this.forgotten.size > 0 ? [] : [this.cached])];
    const pick = () => states[Math.floor(random() * states.length)] ?? this.durable;
    const survivor = Buffer.alloc(pick().length);
    for (let sector = 0; sector * SECTOR_BYTES < survivor.length; sector++)
      sectorOf(pick(), sector).copy(survivor, sector * SECTOR_BYTES);
    return Inode.holding(survivor);
  }

  static holding(contents: Buffer): Inode {
    const inode = new Inode();
    inode.cached = contents;
    inode.durable = contents;
    return inode;
  }
}

function sectorOf(bytes: Buffer, sector: number): Buffer {
  return bytes.subarray(sector * SECTOR_BYTES, (sector + 1) * SECTOR_BYTES);
}

/**
 * A disk in memory that fails on request and, on a power cut, forgets what was not fsynced: writes survive sector by sector,
 * creations and removals name by name. Directories exist as soon as they are asked for.
 */
export class FaultyFiles implements Files {
  /** The same disk for those who cannot wait; its operations count and fail like the others. */
  readonly blocking: BlockingFiles = {
    create: (path) => this.#createNow(path),
    remove: (path) => this.#performNow('remove', path, () => this.#removeName(path)),
    syncDirectory: (path) => this.#performNow('fsync directory', path, () => this.#syncNames()),
  };
  plan: FaultPlan = () => undefined;
  /** Operations so far. */
  operations = 0;
  readonly log: string[] = [];
  #crashed = false;
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  /** Names as they were between two fsyncs of the directory. */
  #nameHistory: Map<string, Inode>[] = [];

  get crashed(): boolean {
    return this.#crashed;
  }

  /** The process dies now: every operation from here on fails. */
  crash(): void {
    this.#crashed = true;
  }

  /** The files another process finds: all that was written (`process`), or only what the disk kept (`power`). */
  afterCrash(kind: 'process' | 'power', random: () => number): FaultyFiles {
    const next = new FaultyFiles();
    const survivors = new Map<Inode, Inode>();
    const survive = (inode: Inode): Inode => {
      const survivor = survivors.get(inode) ?? inode.afterPowerCut(random);
      survivors.set(inode, survivor);
      return survivor;
    };
    if (kind === 'process') {
      next.#names = this.#names;
      next.#durableNames = this.#durableNames;
      next.#nameHistory = this.#nameHistory;
      return next;
    }
    const states = [this.#durableNames, ...this.#nameHistory, this.#names];
    for (const name of new Set(states.flatMap((state) => [...state.keys()]))) {
      const inode = states[Math.floor(random() * states.length)]?.get(name);
      if (inode !== undefined) next.#names.set(name, survive(inode));
    }
    next.#durableNames = new Map(next.#names);
    return next;
  }

  /** The present contents of a file, to look at or to damage. */
  contents(path: string): Buffer | undefined {
    return this.#names.get(path)?.cached;
  }

  /** Puts damaged contents on the disk. */
  overwrite(path: string, contents: Buffer): void {
    const inode = Inode.holding(contents);
    this.#names.set(path, inode);
    this.#durableNames.set(path, inode);
  }

  /** Takes a file off the disk. */
  lose(path: string): void {
    this.#names.delete(path);
    this.#durableNames.delete(path);
  }

  paths(): string[] {
    return [...this.#names.keys()].sort();
  }

  async makeDirectory(path: string): Promise<void> {
    await this.#perform('make directory', path, () => {});
  }

  async list(path: string): Promise<string[]> {
    this.#requireAlive();
    return [...this.#names.keys()]
      .filter((name) => name.startsWith(`${path}/`))
      .map((name) => name.slice(path.length + 1));
  }

  async remove(path: string): Promise<void> {
    await this.#perform('remove', path, () => this.#removeName(path));
  }

  async syncDirectory(path: string): Promise<void> {
    await this.#perform('fsync directory', path, () => this.#syncNames());
  }

  async open(path: string, mode: OpenMode): Promise<OpenFile> {
    this.#requireAlive();
    if (mode === 'create' || mode === 'replace')
      await this.#perform(mode, path, () => {
        const existing = this.#names.get(path);
        if (existing !== undefined && mode === 'create') throw systemError('EEXIST', path);
        if (existing !== undefined) existing.change(Buffer.alloc(0), 0, existing.cached.length);
        else this.#changeNames((names) => names.set(path, new Inode()));
      });
    return this.#file(path, this.#existing(path));
  }

  #file(path: string, inode: Inode): OpenFile {
    return {
      read: async (target, position) => {
        this.#requireAlive();
        return inode.cached.copy(target, 0, position, position + target.length);
      },
      write: (bytes, position) => {
        const { succeed, fail } = this.#write(inode, bytes, position);
        return this.#perform('write', path, succeed, fail);
      },
      truncate: (length) => this.#perform('truncate', path, () => truncate(inode, length)),
      sync: () =>
        this.#perform(
          'fsync',
          path,
          () => inode.sync(),
          () => inode.failSync(),
        ),
      size: async () => {
        this.#requireAlive();
        return inode.cached.length;
      },
      close: async () => {},
    };
  }

  #createNow(path: string): BlockingFile {
    this.#performNow('create', path, () => {
      if (this.#names.has(path)) throw systemError('EEXIST', path);
      this.#changeNames((names) => names.set(path, new Inode()));
    });
    const inode = this.#existing(path);
    const { sync } = this.#file(path, inode);
    return {
      sync,
      write: (bytes, position) => {
        const { succeed, fail } = this.#write(inode, bytes, position);
        this.#performNow('write', path, succeed, fail);
      },
      truncate: (length) => this.#performNow('truncate', path, () => truncate(inode, length)),
      syncNow: () =>
        this.#performNow(
          'fsync',
          path,
          () => inode.sync(),
          () => inode.failSync(),
        ),
      hasName: () => this.#names.get(path) === inode,
      close: () => {},
    };
  }

  /** What a write does, and what it may have done when it failed: it may have got anywhere. */
  #write(inode: Inode, bytes: Uint8Array, position: number): { succeed: () => void; fail: () => void } {
    const splice = (part: Uint8Array) => {
      const contents = Buffer.alloc(Math.max(inode.cached.length, position + part.length));
      inode.cached.copy(contents);
      contents.set(part, position);
      inode.change(contents, position, position + part.length);
    };
    return {
      succeed: () => splice(bytes),
      fail: () => splice(bytes.subarray(0, (bytes.length * (this.operations % 8)) >> 3)),
    };
  }

  #removeName(path: string): void {
    this.#existing(path);
    this.#changeNames((names) => names.delete(path));
  }

  #syncNames(): void {
    this.#durableNames = new Map(this.#names);
    this.#nameHistory = [];
  }

  /** Lets one operation happen, fail or be the last. */
  async #perform(operation: Operation, path: string, succeed: () => void, fail?: () => void): Promise<void> {
    const index = this.#begin(operation, path);
    // Real operations take their time; others get their turn meanwhile.
    await Promise.resolve();
    this.#finish(index, operation, path, succeed, fail);
  }

  #performNow(operation: Operation, path: string, succeed: () => void, fail?: () => void): void {
    this.#finish(this.#begin(operation, path), operation, path, succeed, fail);
  }

  #begin(operation: Operation, path: string): number {
    this.#requireAlive();
    this.log.push(`${operation} ${path}`);
    return this.operations++;
  }

  #finish(index: number, operation: Operation, path: string, succeed: () => void, fail: () => void = () => {}): void {
    this.#requireAlive();
    const fault = this.plan(index, operation, path);
    switch (fault) {
      case undefined:
        succeed();
        break;
      case 'crash-after':
        succeed();
        this.crash();
        break;
      case 'crash':
        if (operation === 'write') fail();
        this.crash();
        break;
      default:
        fail();
        throw systemError(fault, path);
    }
    this.#requireAlive();
  }

  #existing(path: string): Inode {
    const inode = this.#names.get(path);
    if (inode === undefined) throw systemError('ENOENT', path);
    return inode;
  }

  #changeNames(change: (names: Map<string, Inode>) => void): void {
    this.#nameHistory.push(new Map(this.#names));
    change(this.#names);
  }

  #requireAlive(): void {
    if (this.#crashed) throw new CrashedError('the process is gone');
  }
}

function truncate(inode: Inode, length: number): void {
  const contents = Buffer.alloc(length);
  inode.cached.copy(contents);
  inode.change(contents, length, Math.max(length, inode.cached.length));
}

function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
