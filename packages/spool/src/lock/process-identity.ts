import { readFileSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { promisify } from 'node:util';
import { systemCode } from '../errors.js';

/** Who holds a lock: enough to tell a living owner from a dead one whose process id went to somebody else. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process started, in the operating system's own words; undefined where it does not tell. Differs when a pid is reused. */
  readonly startedAt: string | undefined;
  /** Changes with every boot of the machine; undefined outside Linux. */
  readonly bootId: string | undefined;
  /** The pid namespace (container) in which `pid` means something; undefined outside Linux. */
  readonly pidNamespace: string | undefined;
  readonly hostname: string;
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  const own = ownIdentitySync();
  return { ...own, startedAt: own.startedAt ?? (await startTime(process.pid)) };
}

/** The same at once; `startedAt` is known on Linux only. */
export function ownIdentitySync(): ProcessIdentity {
  return {
    pid: process.pid,
    startedAt: onLinux(() => startedAtOf(readFileSync('/proc/self/stat', 'utf8'))),
    bootId: onLinux(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pidNamespace: onLinux(() => readlinkSync('/proc/self/ns/pid')),
    hostname: hostname(),
  };
}

/**
 * Whether the process of an identity still runs: `unknown` when it belongs to another machine or container, or when the
 * operating system does not tell start times and the pid is in use.
 */
export async function liveness(owner: ProcessIdentity, own: ProcessIdentity): Promise<'alive' | 'dead' | 'unknown'> {
  const isSameBoot = owner.bootId === own.bootId && (own.bootId !== undefined || owner.hostname === own.hostname);
  // Another boot of a machine of the same name: it was restarted. Of another name: another machine, on a shared disk.
  if (!isSameBoot) return owner.hostname === own.hostname ? 'dead' : 'unknown';
  if (owner.pidNamespace !== own.pidNamespace) return 'unknown';
  if (!isPidInUse(owner.pid)) return 'dead';
  const startedAt = await startTime(owner.pid);
  if (owner.startedAt === undefined || startedAt === undefined) return 'unknown';
  return owner.startedAt === startedAt ? 'alive' : 'dead';
}

/** When this machine was booted, in milliseconds since 1970, to about a second. */
export function bootTime(): number {
  return Date.now() - uptime() * 1000;
}

function isPidInUse(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return systemCode(error) === 'EPERM';
  }
}

/** What `startTime` says of a process that has ended and still has its pid. */
const ENDED = 'ended';

/** Field 22 of /proc/PID/stat, clock ticks since boot (proc(5)); elsewhere what `ps` prints; undefined on Windows. */
async function startTime(pid: number): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  try {
    if (process.platform !== 'linux') {
      // Loaded here, since Linux does without: it is one of the dearer modules of Node to load.
      const { execFile } = await import('node:child_process');
      return (await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)])).stdout.trim() || undefined;
    }
    return startedAtOf(await readFile(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // The process is gone, or /proc and ps are out of reach: both mean that nobody can tell.
    return undefined;
  }
}

/** @param stat the text of /proc/PID/stat */
function startedAtOf(stat: string): string | undefined {
  // The second field is the command's name in parentheses and may hold blanks and parentheses of its own.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has nothing open any more; only its parent has not asked for it yet.
  return fields[0] === 'Z' || fields[0] === 'X' ? ENDED : fields[19];
}

function onLinux<Value>(read: () => Value): Value | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return read();
  } catch {
    // Hidden from this process, as some sandboxes do; the other marks have to do.
    return undefined;
  }
}
