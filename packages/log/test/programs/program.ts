import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real program running for one test file. */
export interface RunningProgram {
  readonly url: string;
  /** Ends exactly this process and removes its folder. */
  stop(): Promise<void>;
}

/** Why tests with a program cannot run here; `undefined` when they can. In CI they must. */
export function programMissing(path: string, debianPackage: string): string | undefined {
  if (existsSync(path)) return undefined;
  const reason = `${path} is not there; on Debian: apt-get install ${debianPackage}`;
  if (process.env.CI === 'true') throw new Error(reason);
  console.warn(`SKIPPED: ${reason}`);
  return reason;
}

/** As root: the ids of the user a program insists on. */
export function idsOf(user: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** A folder of its own, which belongs to the user of these ids. */
export function ownFolder(name: string, ids: { uid?: number; gid?: number } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), `heartwood-${name}-`));
  if (ids.uid !== undefined && ids.gid !== undefined) chownSync(folder, ids.uid, ids.gid);
  return folder;
}

/** A child process and everything it has said so far. */
export interface Child {
  readonly process: ChildProcess;
  readonly said: () => string;
  end(): Promise<void>;
}

export function startChild(command: string, args: readonly string[], options: SpawnOptions): Child {
  const child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text));
  child.on('error', (err) => (said += String(err)));
  const over = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  return {
    process: child,
    said: () => said,
    async end() {
      if (over()) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      if (await Promise.race([exit.then(() => false), sleep(30_000, true)])) {
        child.kill('SIGKILL');
        await exit;
      }
    },
  };
}

/** Asks until a program answers; fails at once, with what it said, when it has ended. */
export async function untilReady(child: Child, ready: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      if (await ready()) return;
    } catch (err) {
      if (Date.now() > deadline) throw err;
    }
    if (child.process.exitCode !== null || Date.now() > deadline) throw new Error(`not ready: ${child.said()}`);
    await sleep(100);
  }
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
