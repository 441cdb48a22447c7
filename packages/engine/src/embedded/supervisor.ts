import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineLockedError } from '../errors.js';
import type { HostOptions } from '../host/options.js';
import { StateNotice } from '../state.js';
import { Backoff } from './backoff.js';
import { HostLockedError, HostProcess, type LivenessOptions } from './host-process.js';

export interface SupervisorOptions {
  readonly host: HostOptions;
  /** Milliseconds the engine may take to open its data directory. */
  readonly startTimeoutMs: number;
  /** Milliseconds to wait for a data directory that another process is just giving up. */
  readonly lockWaitMs: number;
  readonly liveness: LivenessOptions;
  /** Milliseconds a stop may take before the process is killed. */
  readonly stopGraceMs: number;
  /** Receives the engine's output and what the supervisor did. */
  readonly onLog: (text: string) => void;
}

/** Milliseconds between two attempts at a locked data directory. */
const LOCK_RETRY_MS = 200;

/** An engine that served this long starts its next series of restarts without delay again. */
const STABLE_MS = 10_000;

/** Keeps one host process running: starts it, starts it again with backoff when it ends by itself, and stops it. */
export class Supervisor {
  readonly notice = new StateNotice();
  readonly #options: SupervisorOptions;
  readonly #backoff = new Backoff({ firstMs: 50, maxMs: 5_000 });
  readonly #stopping = new AbortController();
  #host: HostProcess | undefined;
  #restarts = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** Process id of the engine while it runs. */
  get pid(): number | undefined {
    return this.#host?.pid;
  }

  /** How often the engine was started again. */
  get restarts(): number {
    return this.#restarts;
  }

  /** First start; throws a typed error, and nothing is left running, when the engine cannot be had. */
  async start(): Promise<void> {
    try {
      const host = await this.#launch();
      this.notice.set('ready');
      this.#running = this.#watch(host);
    } catch (error) {
      this.notice.set('stopped');
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.notice.set('stopped');
    this.#stopping.abort();
    await this.#host?.stop(this.#options.stopGraceMs);
    await this.#running;
  }

  async #launch(): Promise<HostProcess> {
    const { host: hostOptions, startTimeoutMs, lockWaitMs, onLog } = this.#options;
    const deadline = performance.now() + lockWaitMs;
    for (;;) {
      const host = new HostProcess(hostOptions, onLog);
      this.#host = host;
      try {
        const { version, openMs } = await host.ready(startTimeoutMs);
        host.watch(this.#options.liveness, () => onLog(`engine process ${host.pid} does not answer; it is killed\n`));
        onLog(`engine ${version} ready after ${Math.round(openMs)} ms, process ${host.pid}\n`);
        return host;
      } catch (error) {
        if (!(error instanceof HostLockedError)) throw error;
        if (performance.now() > deadline || this.#stopping.signal.aborted) {
          throw new EngineLockedError(hostOptions.dataDir, await lockOwner(hostOptions.dataDir), { cause: error });
        }
        await sleep(LOCK_RETRY_MS);
      }
    }
  }

  async #watch(first: HostProcess): Promise<void> {
    let host: HostProcess | undefined = first;
    let readySince = performance.now();
    for (;;) {
      const exit = await host?.exited;
      if (this.#stopping.signal.aborted) return;
      if (exit !== undefined) {
        if (performance.now() - readySince > STABLE_MS) this.#backoff.reset();
        this.notice.set('restarting');
        this.#options.onLog(`engine ended: code ${exit.code}, signal ${exit.signal}; starting it again\n`);
      }
      const delay = this.#backoff.next();
      await sleep(delay, undefined, { signal: this.#stopping.signal }).catch(() => {
        // `stop` came meanwhile; the next line sees it.
      });
      if (this.#stopping.signal.aborted) return;
      this.#restarts += 1;
      try {
        host = await this.#launch();
        readySince = performance.now();
        if (this.#stopping.signal.aborted) await host.stop(this.#options.stopGraceMs);
        else this.notice.set('ready');
      } catch (error) {
        host = undefined;
        this.#options.onLog(`${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  }
}

/** Process id in ClickHouse's `status` file, whose first line is `PID: 123`. */
async function lockOwner(dataDir: string): Promise<number | undefined> {
  const status = await readFile(join(dataDir, 'status'), 'utf8').catch(() => '');
  const [, pid] = /^PID: (\d+)$/m.exec(status) ?? [];
  return pid === undefined ? undefined : Number(pid);
}
