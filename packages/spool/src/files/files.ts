/**
 * The few file operations the spool needs, so that tests can put a disk under it that fails and forgets on purpose.
 * Every method rejects with the operating system's error, as `node:fs` does.
 */
export interface Files {
  /** `read`: existing, read only. `modify`: existing, read and write. `create`: fails with EEXIST. `replace`: emptied first. */
  open(path: string, mode: OpenMode): Promise<OpenFile>;
  /** Creates the directory and its parents; no error when it exists. */
  makeDirectory(path: string): Promise<void>;
  /** Names in the directory, in no order. */
  list(path: string): Promise<string[]>;
  remove(path: string): Promise<void>;
  /** Makes creations and removals in the directory durable. */
  syncDirectory(path: string): Promise<void>;
}

export type OpenMode = 'read' | 'modify' | 'create' | 'replace';

export interface OpenFile {
  /** Fills `target` from `position` (bytes from the start); returns how many bytes there were, fewer only at the end of the file. */
  read(target: Uint8Array, position: number): Promise<number>;
  /** Writes all of `bytes` at `position`; when it rejects, any part of them may have been written. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  truncate(length: number): Promise<void>;
  /** Makes contents and length durable. */
  sync(): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

/** The same disk for writes in the middle of a call, which block. Every method throws the operating system's error. */
export interface BlockingFiles {
  /** Fails with EEXIST when the file exists. */
  create(path: string): BlockingFile;
  remove(path: string): void;
  /** Makes creations and removals in the directory durable. */
  syncDirectory(path: string): void;
}

export interface BlockingFile {
  /** Writes all of `bytes` at `position`; when it throws, any part of them may have been written. */
  write(bytes: Uint8Array, position: number): void;
  truncate(length: number): void;
  /** Makes contents and length durable. */
  syncNow(): void;
  /** The same without blocking. A failure that `syncNow` was told is told here as well, and the other way round. */
  sync(): Promise<void>;
  /** Whether the file still has a name; one that was deleted takes writes, and loses them with its last descriptor. */
  hasName(): boolean;
  /** Not while `sync` is under way. */
  close(): void;
}
