import { Agent, type AgentOptions, type ClientRequestArgs } from 'node:http';
import { connect, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { EngineUnavailableError } from '../errors.js';
import type { StateNotice } from '../state.js';

type Connected = (error: Error | null, socket: Duplex) => void;

/** Connects to the engine's socket; while the engine restarts, a request waits for it here and then fails with a typed error. */
export class EngineAgent extends Agent {
  readonly #socketPath: string;
  readonly #notice: StateNotice;
  readonly #waitMs: number;

  constructor(socketPath: string, notice: StateNotice, waitMs: number, options: AgentOptions = {}) {
    super({ keepAlive: true, ...options });
    this.#socketPath = socketPath;
    this.#notice = notice;
    this.#waitMs = waitMs;
  }

  override createConnection(_options: ClientRequestArgs, connected?: Connected): undefined {
    void this.#connect().then(
      (socket) => connected?.(null, socket),
      // With an error Node does not look at the socket, but the type asks for one.
      (error: Error) => connected?.(error, new Socket()),
    );
  }

  async #connect(): Promise<Duplex> {
    const ready = await this.#notice.waitForReady(this.#waitMs);
    if (!ready) {
      const stopped = this.#notice.current === 'stopped';
      throw new EngineUnavailableError(
        stopped ? 'it was closed.' : `it is ${this.#notice.current} and was not ready within ${this.#waitMs} ms.`,
      );
    }
    const socket = connect(this.#socketPath);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', (error) => {
        reject(new EngineUnavailableError(`its socket ${this.#socketPath} refused the connection.`, { cause: error }));
      });
    });
    return socket;
  }
}
