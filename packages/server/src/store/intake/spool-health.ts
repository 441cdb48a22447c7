import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Spool, SpoolClosedError, SpoolFullError, SpoolIoError } from '@heartwood/spool';

/** Whether batches can be made durable just now. */
export interface SpoolHealth {
  /** `spool.append`, remembering how it went. */
  readonly append: Spool['append'];
  /** Why the next batch may well be refused; `undefined` when nothing speaks against it. Names no path, as anybody may ask. */
  problem(): Promise<string | undefined>;
}

export interface SpoolHealthOptions {
  readonly spool: Pick<Spool, 'append' | 'stats'>;
  /** Folder on the spool's disk for the trial file. */
  readonly dir: string;
  /** The spool's limit on disk, bytes. */
  readonly maxBytes: number;
  /** Monotonic milliseconds. Default `performance.now`. */
  readonly now?: () => number;
}

/** A refused batch counts against the spool this long, ms; then it is given another chance, or nobody would send one to clear it. */
const REFUSAL_MS = 10_000;
/** Bytes of a trial; a disk that is all but full takes a few bytes and no batch. */
const TRIAL = Buffer.alloc(65_536, 0x20);
/** How long the outcome of a trial is believed, ms: readiness may be asked for by anybody, as often as they like. */
const TRIAL_MS = 1_000;

/**
 * Watches what the spool refuses, and tries the disk itself by writing and syncing a small file, so that a full or broken disk is
 * known before somebody's batch meets it.
 */
export function createSpoolHealth({
  spool,
  dir,
  maxBytes,
  now = () => performance.now(),
}: SpoolHealthOptions): SpoolHealth {
  let refused: { at: number; reason: string } | undefined;
  let tried: { at: number; reason: string | undefined } | undefined;

  async function trial(): Promise<string | undefined> {
    if (tried !== undefined && now() - tried.at < TRIAL_MS) return tried.reason;
    const reason = await tryDisk(join(dir, 'trial'));
    tried = { at: now(), reason };
    return reason;
  }

  return {
    async append(records) {
      try {
        const position = await spool.append(records);
        refused = undefined;
        return position;
      } catch (error) {
        const reason = reasonOf(error);
        if (reason !== undefined) refused = { at: now(), reason };
        throw error;
      }
    },
    async problem() {
      if (spool.stats().bytes >= maxBytes) return 'is full';
      if (refused !== undefined && now() - refused.at < REFUSAL_MS) return refused.reason;
      return trial();
    },
  };
}

/** A batch that is too large says nothing about the spool. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof SpoolFullError) return 'is full';
  if (error instanceof SpoolIoError) return `cannot be written (${error.reason})`;
  if (error instanceof SpoolClosedError) return 'is closed';
  return undefined;
}

async function tryDisk(path: string): Promise<string | undefined> {
  try {
    const file = await open(path, 'w', 0o600);
    try {
      await file.writeFile(TRIAL);
      await file.datasync();
      // What it took must not be at hand for the next trial.
      await file.truncate(0);
    } finally {
      await file.close();
    }
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return `cannot be written (${code})`;
  }
}
