import { randomUUID } from 'node:crypto';
import { open, readFile, rename, stat, unlink, utimes } from 'node:fs/promises';
import { SpoolIoError, SpoolLockedError, systemCode } from '../errors.js';
import { bootTime, liveness, ownIdentity, type ProcessIdentity } from './process-identity.js';

/** The owner touches its lock so often, in milliseconds. */
const HEARTBEAT_MS = 5_000;
/** A lock whose owner cannot be looked up (other machine, other container) counts as left behind after so long without a touch. */
const STALE_MS = 30_000;
/** The lock, the lock on taking it over, and the lock on taking that over; a fourth would need three crashes in a row. */
const MAX_DEPTH = 3;

interface LockContent extends ProcessIdentity {
  /** Makes every lock different from every other, so that the owner recognises its own. */
  readonly nonce: string;
}

/**
 * A lock file that keeps a second writer out. Node offers no file lock of the operating system, so the file names its owner:
 * pid, start time, boot and host. One whose owner is dead is taken over, also after a reboot, also when the
 * pid has gone to another process. Taking over is itself done under a lock, so that of two processes that find the same dead
 * owner only one wins.
 */
export class LockFile {
  readonly path: string;
  readonly #text: string;
  readonly #heartbeat: NodeJS.Timeout;

  /**
   * @param onLost Called once when the file was deleted or belongs to somebody else.
   * @throws SpoolLockedError when somebody else holds the lock; SpoolIoError when the disk refuses.
   */
  static async acquire(path: string, onLost: () => void): Promise<LockFile> {
    const own: LockContent = { ...(await ownIdentity()), nonce: randomUUID() };
    const text = `${JSON.stringify(own)}\n`;
    try {
      await acquire(path, text, own, 1);
    } catch (error) {
      throw error instanceof SpoolLockedError ? error : new SpoolIoError('lock', path, error);
    }
    return new LockFile(path, text, onLost);
  }

  private constructor(path: string, text: string, onLost: () => void) {
    this.path = path;
    this.#text = text;
    this.#heartbeat = setInterval(() => void this.#beat(onLost), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** Whether the file still names this owner. */
  async isOurs(): Promise<boolean> {
    return (await readIfPresent(this.path)) === this.#text;
  }

  /** Deletes the file, unless it has become somebody else's. */
  async release(): Promise<void> {
    clearInterval(this.#heartbeat);
    if (await this.isOurs()) await unlink(this.path);
  }

  async #beat(onLost: () => void): Promise<void> {
    try {
      if (await this.isOurs()) {
        const now = new Date();
        await utimes(this.path, now, now);
        return;
      }
    } catch {
      // The disk does not answer. Appends notice that by themselves, and losing one touch in six does no harm.
      return;
    }
    clearInterval(this.#heartbeat);
    onLost();
  }
}

async function acquire(path: string, text: string, own: ProcessIdentity, depth: number): Promise<void> {
  if (await createWith(path, text)) return;
  const found = await readIfPresent(path);
  if (found === undefined) return acquire(path, text, own, depth);
  await requireStale(path, found, own);
  if (depth === MAX_DEPTH)
    throw new SpoolLockedError(path, undefined, 'its lock was left behind three times; delete it');
  const guard = `${path}.takeover`;
  await acquire(guard, text, own, depth + 1);
  try {
    // Somebody may have taken over between our look and our guard.
    const now = await readIfPresent(path);
    if (now === undefined) {
      if (await createWith(path, text)) return;
      throw new SpoolLockedError(path, undefined, 'another process opened it at the same moment');
    }
    await requireStale(path, now, own);
    const temporary = `${path}.${own.pid}`;
    await createWith(temporary, text, 'w');
    await rename(temporary, path);
  } finally {
    await unlink(guard);
  }
}

/** Throws SpoolLockedError unless the owner named in the lock is dead. */
async function requireStale(path: string, text: string, own: ProcessIdentity): Promise<void> {
  const found = await stat(path).catch(() => {
    // Deleted meanwhile: released by its owner.
  });
  const touched = found?.mtimeMs;
  if (touched === undefined) return;
  const owner = parse(text);
  // A lock cut short by a crash of the machine names nobody, but is older than this boot.
  const state = owner === undefined ? (touched < bootTime() ? 'dead' : 'unknown') : await liveness(owner, own);
  if (state === 'dead') return;
  const age = Date.now() - touched;
  if (state === 'unknown' && age > STALE_MS) return;
  const where = owner === undefined || owner.hostname === own.hostname ? '' : ` on ${owner.hostname}`;
  const detail =
    state === 'alive'
      ? 'it is running; stop it, or give this one a directory of its own'
      : `its last sign of life${where} is ${Math.floor(age / 1000)} s old; if it is gone, try again in ${Math.ceil((STALE_MS - age) / 1000)} s`;
  throw new SpoolLockedError(path, owner?.pid, detail);
}

/** Creates the file with a durable content; false when it exists already. */
async function createWith(path: string, text: string, flags: 'wx' | 'w' = 'wx'): Promise<boolean> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(path, flags, 0o600);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await handle.writeFile(text);
    await handle.sync();
    return true;
  } catch (error) {
    // Half a lock would keep everybody out, us included.
    await unlink(path);
    throw error;
  } finally {
    await handle.close();
  }
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string): LockContent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON: the caller treats a lock without an owner by its age.
    return undefined;
  }
  return isLockContent(value) ? value : undefined;
}

function isLockContent(value: unknown): value is LockContent {
  if (typeof value !== 'object' || value === null) return false;
  const is = (key: string, ...types: string[]) => types.includes(typeof Reflect.get(value, key));
  return (
    is('pid', 'number') &&
    is('hostname', 'string') &&
    is('nonce', 'string') &&
    is('startedAt', 'string', 'undefined') &&
    is('bootId', 'string', 'undefined') &&
    is('pidNamespace', 'string', 'undefined')
  );
}
