import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../packages/cli/bin/heartwood.js', import.meta.url));

/** `heartwood serve` as a process of its own that can be killed and started again on the same data. */
export class Platform {
  readonly url: string;
  #process: ChildProcess | undefined;
  #output = '';
  readonly #data: string;
  readonly #port: number;

  constructor(data: string, port: number) {
    this.#data = data;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Starts the process and waits until it is ready to answer queries. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [COMMAND, 'serve', '--data', this.#data, '--port', String(this.#port)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    this.#output = '';
    const keep = (chunk: Buffer) => {
      this.#output = (this.#output + chunk.toString()).slice(-8_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    await this.untilReady();
  }

  /** Waits until queries are answered. */
  async untilReady(): Promise<void> {
    const child = this.#running();
    const deadline = Date.now() + 120_000;
    while (!(await this.ready())) {
      if (child.exitCode !== null) throw new Error(`heartwood serve ended with ${child.exitCode}:\n${this.#output}`);
      if (Date.now() > deadline) throw new Error(`heartwood serve is not ready after 120 s:\n${this.#output}`);
      await sleep(50);
    }
  }

  async ready(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2_000) });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }

  /** The API key of this machine's user, which the platform writes at its first start. */
  async localKey(): Promise<string> {
    return (await readFile(join(this.#data, 'keys', 'local.key'), 'utf8')).trim();
  }

  /** kill −9 of the server itself. */
  async killServer(): Promise<void> {
    const child = this.#running();
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  /** kill −9 of the engine child alone. Returns whether there was one at that moment. */
  killEngine(): boolean {
    const children = spawnedBy(this.#running().pid ?? -1).filter((line) => line.includes('host'));
    return children.map((line) => killed(Number.parseInt(line, 10))).includes(true);
  }

  /** A clean end, as Ctrl-C gives it. Returns the exit code. */
  async stop(): Promise<number | null> {
    const child = this.#running();
    child.kill('SIGINT');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  }

  #running(): ChildProcess {
    if (this.#process === undefined) throw new Error('the platform was never started');
    return this.#process;
  }
}

/** Kills a process. Returns whether it was still there. */
function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/** `pid command` of each direct child of a process. */
function spawnedBy(pid: number): string[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return table
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((row) => row !== null)
    .filter((row) => Number(row[2]) === pid)
    .map((row) => `${row[1]} ${row[3]}`);
}
