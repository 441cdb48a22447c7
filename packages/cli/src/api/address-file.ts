import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../failure.js';

/** In the data directory; holds the address of the server that runs there, which a flag or a free port may have chosen. */
const addressFile = (dataDir: string): string => join(dataDir, 'address');

/** Leaves word of where this process listens for the data directory, for the commands on this machine. */
export async function leaveAddress(dataDir: string, url: string): Promise<void> {
  const { ownIdentitySync } = await import('@heartwood/spool');
  await writeFile(addressFile(dataDir), `${JSON.stringify({ url, process: ownIdentitySync() })}\n`, { mode: 0o600 });
}

/** Takes the word back; a server that was killed leaves it, and nobody believes it from then on. */
export async function takeAddress(dataDir: string): Promise<void> {
  try {
    await rm(addressFile(dataDir), { force: true });
  } catch (error) {
    // No server made a directory there, so there is nothing to take back.
    if (systemCode(error) !== 'ERR_FS_EISDIR') throw error;
  }
}

/**
 * Where the server of a data directory says that it listens; `undefined` when none says so, or the process that did is gone: somebody
 * else may listen there by now.
 */
export async function readAddress(dataDir: string): Promise<URL | undefined> {
  let text: string;
  try {
    text = await readFile(addressFile(dataDir), 'utf8');
  } catch (error) {
    // It does not run, or for somebody else who keeps its data to themselves.
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES'].includes(systemCode(error) ?? '')) return undefined;
    throw error;
  }
  const left = parse(text);
  if (!isObject(left) || typeof left.url !== 'string' || !URL.canParse(left.url)) return undefined;
  return (await isRunning(left.process)) ? new URL(left.url) : undefined;
}

/** Loaded only where there is an address to judge: commands start faster without it. */
async function isRunning(process: unknown): Promise<boolean> {
  if (!isObject(process)) return false;
  const { pid, hostname, startedAt, bootId, pidNamespace } = process;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0 || typeof hostname !== 'string') return false;
  const { liveness, ownIdentitySync } = await import('@heartwood/spool');
  const own = ownIdentitySync();
  const owner = { pid, hostname, startedAt: text(startedAt), bootId: text(bootId), pidNamespace: text(pidNamespace) };
  const found = await liveness(owner, own);
  // Outside Linux a process does not know at once when it started; that its id is in use on this machine has to do there.
  const cannotTell = own.startedAt === undefined && owner.startedAt === undefined && owner.hostname === own.hostname;
  return found === 'alive' || (found === 'unknown' && cannotTell);
}

/** JSON has no place for what an operating system does not tell. */
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Half written, or by a version that said nothing of its process: as good as none.
    return undefined;
  }
}
