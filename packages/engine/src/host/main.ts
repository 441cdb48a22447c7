import { chmodSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createHttpServer } from './http/server.js';
import { NoEngineBuildError, type OpenEngine, openEngine } from './open.js';
import {
  type AliveMessage,
  HOST_OPTIONS_VARIABLE,
  type HostMessage,
  type HostOptions,
  type ListenOn,
  type ParentMessage,
} from './options.js';

/** Milliseconds a host gives running statements to end once its parent is gone or wants it to stop. */
const DRAIN_MS = 5_000;

/** The engine's process: opens chDB, serves it over HTTP, and ends with its parent. */
async function main(): Promise<void> {
  const options: HostOptions = JSON.parse(process.env[HOST_OPTIONS_VARIABLE] ?? '{}');
  const started = performance.now();
  let engine: OpenEngine;
  try {
    engine = await openEngine(options, report);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const reason = error instanceof NoEngineBuildError ? 'unsupported' : 'error';
    await tell({ type: 'failed', reason, message });
    process.exit(1);
  }
  const server = createHttpServer({
    executor: engine.executor,
    timezone: engine.timezone,
    credentials: options.credentials,
    maxBodyBytes: options.maxBodyBytes,
  });
  stopWhenTold(server, engine);
  const port = await listen(server, options.listen);
  await tell({ type: 'ready', version: engine.version, openMs: performance.now() - started, port });
}

/** Listens; a socket file is readable and writable by its owner only from the moment it exists. */
async function listen(server: Server, on: ListenOn): Promise<number | undefined> {
  if ('socketPath' in on) {
    await rm(on.socketPath, { force: true });
    const mask = process.umask(0o177);
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(on.socketPath, resolve));
    process.umask(mask);
    chmodSync(on.socketPath, 0o600);
    return undefined;
  }
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(on.port, on.host, resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : undefined;
}

/**
 * Stops on SIGTERM, on a message, and when the channel to the parent closes, which also happens when the parent is killed:
 * an engine without a parent would hold the data directory against the next one.
 */
function stopWhenTold(server: Server, engine: OpenEngine): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    // Not process.exit: its hooks would wait for statements that do not end.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), DRAIN_MS).unref();
    server.close();
    server.closeAllConnections();
    engine.close().then(
      () => process.exit(0),
      (error: unknown) => {
        report(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  // Ctrl-C reaches the whole process group; the parent decides when its engine stops.
  process.on('SIGINT', () => {});
  process.on('disconnect', stop);
  process.on('message', ({ type }: ParentMessage) => {
    if (type === 'stop') stop();
    // Statements run in threads, so this loop is free however busy the engine is.
    else
      tell({ type: 'alive' }).catch(() => {
        // A parent that is gone needs no answer.
      });
  });
}

function tell(message: HostMessage | AliveMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    if (process.send === undefined) resolve();
    else process.send(message, undefined, {}, (error) => (error === null ? resolve() : reject(error)));
  });
}

function report(event: unknown): void {
  process.stderr.write(`engine host: ${event instanceof Error ? (event.stack ?? event.message) : String(event)}\n`);
}

await main();
