import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createClients, pingEngine } from '../client.js';
import type { CommonOptions, EmbeddedOptions, Engine } from '../engine.js';
import { insertBatch } from '../insert.js';
import { READER_LIMITS, WRITER_LIMITS } from '../limits.js';
import { EngineAgent } from './agent.js';
import { writeConfig } from './config-file.js';
import { reserveSocketPath } from './socket-path.js';
import { Supervisor } from './supervisor.js';

const MiB = 1024 * 1024;
const DEFAULT_READERS = 3;
const DEFAULT_MEMORY_BYTES = 768 * MiB;
const DEFAULT_WAIT_MS = 5_000;
const START_TIMEOUT_MS = 120_000;
const LOCK_WAIT_MS = 6_000;
const STOP_GRACE_MS = 10_000;
/** Half a minute, which is less than a read waits for its answer. */
const LIVENESS = { everyMs: 5_000, patience: 6 };
const MAX_BODY_BYTES = 256 * MiB;

/** Starts chDB in a child process and returns when it serves; see {@link createEngine}. */
export async function createEmbeddedEngine(options: EmbeddedOptions, common: CommonOptions): Promise<Engine> {
  const dir = resolve(options.dir);
  const readers = Math.min(16, Math.max(1, Math.trunc(options.readers ?? DEFAULT_READERS)));
  const readerLimits = { ...READER_LIMITS, ...common.readerLimits };
  const writerLimits = { ...WRITER_LIMITS, ...common.writerLimits };
  const dataDir = join(dir, 'clickhouse');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const configFile = await writeConfig(dir, {
    dataDir,
    backupsDir: resolve(options.backupsDir ?? join(dir, 'backups')),
    memoryBytes: options.memoryBytes ?? DEFAULT_MEMORY_BYTES,
  });
  const socket = await reserveSocketPath(dir);
  const supervisor = new Supervisor({
    host: {
      dataDir,
      configFile,
      listen: { socketPath: socket.path },
      readers,
      readerLimits,
      writerLimits,
      maxBodyBytes: MAX_BODY_BYTES,
    },
    startTimeoutMs: START_TIMEOUT_MS,
    lockWaitMs: LOCK_WAIT_MS,
    stopGraceMs: STOP_GRACE_MS,
    liveness: LIVENESS,
    onLog: common.onLog ?? (() => {}),
  });
  try {
    await supervisor.start();
  } catch (error) {
    // The socket belongs to whoever holds the data directory; a directory made for it here is ours.
    if (!socket.path.startsWith(dir)) await socket.remove();
    throw error;
  }
  const clients = createClients({
    connection: { url: 'http://localhost' },
    createAgent: () => new EngineAgent(socket.path, supervisor.notice, common.waitMs ?? DEFAULT_WAIT_MS),
    readerLimits,
    writerLimits,
    maxConnections: 64,
  });
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await supervisor.stop();
    await Promise.all([clients.reader.close(), clients.writer.close()]);
    await socket.remove();
  };
  return {
    ...clients,
    insert: (batch) => insertBatch(clients.writer, batch),
    ping: () => pingEngine(clients.reader),
    get state() {
      return supervisor.notice.current;
    },
    get pid() {
      return supervisor.pid;
    },
    on: (_event, listener) => supervisor.notice.subscribe(listener),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
