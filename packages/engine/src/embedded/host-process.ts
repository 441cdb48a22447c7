import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { EngineStartError, EngineUnsupportedPlatformError } from '../errors.js';
import { HOST_OPTIONS_VARIABLE, type HostMessage, type HostOptions, type ParentMessage } from '../host/options.js';

/** Bytes of the child's output kept for an error message. */
const TAIL_BYTES = 8 * 1024;

/** Text by which the engine says, on stderr alone, that another process holds its data directory (src/Common/StatusFile.cpp). */
const LOCKED = /Cannot lock file .*Another server instance/;

/** What to know of a host that is up. */
export interface HostReady {
  readonly version: string;
  readonly openMs: number;
  /** Port, for a host that listens on TCP. */
  readonly port: number | undefined;
}

/** When a host counts as hung. */
export interface LivenessOptions {
  /** Milliseconds between two questions whether it is alive. */
  readonly everyMs: number;
  /** Questions without an answer after which it is killed. */
  readonly patience: number;
}

export interface HostExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Another process holds the data directory. */
export class HostLockedError extends Error {}

/** One run of the engine's child process. */
export class HostProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<HostExit>;
  #tail = '';

  /** @param execArgv arguments for the child's Node itself */
  constructor(options: HostOptions, onOutput: (text: string) => void = () => {}, execArgv: readonly string[] = []) {
    const entry = createRequire(import.meta.url).resolve('@heartwood/engine/host');
    this.#child = fork(entry, {
      execArgv: [...execArgv],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        [HOST_OPTIONS_VARIABLE]: JSON.stringify(options),
        // chDB takes its time zone from here, not from its configuration.
        TZ: 'UTC',
        // A statement in flight holds one libuv thread: every session needs its own, and files and zlib need some more.
        UV_THREADPOOL_SIZE: String(options.readers + 6),
      },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#tail = (this.#tail + text).slice(-TAIL_BYTES);
        onOutput(text);
      });
    }
    this.#exited = new Promise((resolve) => {
      // `close` comes after the last output; `error` alone means the process never came to be.
      this.#child.once('close', (code, signal) => resolve({ code, signal }));
      this.#child.once('error', (error) => {
        this.#tail += String(error);
        resolve({ code: null, signal: null });
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get exited(): Promise<HostExit> {
    return this.#exited;
  }

  /** Resolves when the host serves. Throws what kept it from that; the process has ended then. */
  async ready(timeoutMs: number): Promise<HostReady> {
    const message = await this.#firstMessage(timeoutMs);
    if (message === 'timeout') {
      await this.kill();
      throw new EngineStartError(`it was not ready after ${timeoutMs} ms`, this.#tail);
    }
    if (message?.type === 'ready') return message;
    const exit = await this.#exited;
    if (message?.reason === 'unsupported') throw new EngineUnsupportedPlatformError(message.message);
    if (LOCKED.test(this.#tail)) throw new HostLockedError(this.#tail);
    const end = exit.signal === null ? `exited with code ${exit.code}` : `was ended by ${exit.signal}`;
    throw new EngineStartError(message === undefined ? `its process ${end}` : message.message, this.#tail);
  }

  #firstMessage(timeoutMs: number): Promise<HostMessage | 'timeout' | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve('timeout'), timeoutMs);
      const settle = (message: HostMessage | undefined): void => {
        clearTimeout(timer);
        resolve(message);
      };
      this.#child.once('message', (message: HostMessage) => settle(message));
      void this.#exited.then(() => settle(undefined));
    });
  }

  /**
   * Kills a host that leaves several questions in a row unanswered (stopped by a debugger or SIGSTOP, hung on its disk): its requests
   * would wait for minutes, where a restart takes seconds. Questions are counted, not time, so that a machine that slept kills nothing.
   */
  watch({ everyMs, patience }: LivenessOptions, onSilent: () => void): void {
    let unanswered = 0;
    this.#child.on('message', () => {
      unanswered = 0;
    });
    const timer = setInterval(() => {
      if (unanswered >= patience) {
        clearInterval(timer);
        onSilent();
        void this.kill();
        return;
      }
      unanswered++;
      this.#tell('ask');
    }, everyMs);
    timer.unref();
    void this.#exited.then(() => clearInterval(timer));
  }

  #tell(type: ParentMessage['type']): void {
    const message: ParentMessage = { type };
    // A channel that has closed means that the host is ending, which `exited` tells.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  /** Asks the host to finish what runs and end; after `graceMs` it is killed. */
  async stop(graceMs: number): Promise<void> {
    this.#tell('stop');
    const timer = setTimeout(() => void this.kill(), graceMs);
    await this.#exited;
    clearTimeout(timer);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }
}
