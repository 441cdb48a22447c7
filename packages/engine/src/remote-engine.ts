import { createClients, pingEngine } from './client.js';
import type { CommonOptions, Engine, RemoteOptions } from './engine.js';
import { EngineUnavailableError } from './errors.js';
import { insertBatch } from './insert.js';
import { READER_LIMITS, WRITER_LIMITS } from './limits.js';
import { StateNotice } from './state.js';

/** Connects to a ClickHouse server and returns when it answered once, credentials included; see {@link createEngine}. */
export async function createRemoteEngine(options: RemoteOptions, common: CommonOptions): Promise<Engine> {
  const clients = createClients({
    connection: {
      url: options.url,
      username: options.user ?? 'default',
      password: options.password ?? '',
      database: options.database ?? 'default',
      compression: { request: true, response: true },
      ...(options.tls === undefined ? {} : { tls: tlsOf(options.tls) }),
    },
    readerLimits: { ...READER_LIMITS, ...common.readerLimits },
    writerLimits: { ...WRITER_LIMITS, ...common.writerLimits },
    maxConnections: 16,
  });
  const notice = new StateNotice();
  const close = async (): Promise<void> => {
    notice.set('stopped');
    await Promise.all([clients.reader.close(), clients.writer.close()]);
  };
  // A ping with SELECT, since /ping asks for no password.
  const ping = await clients.writer.ping({ select: true });
  if (!ping.success) {
    await close();
    throw new EngineUnavailableError(`ClickHouse at ${options.url} did not answer: ${ping.error.message}`, {
      cause: ping.error,
    });
  }
  notice.set('ready');
  return {
    ...clients,
    insert: (batch) => insertBatch(clients.writer, batch),
    ping: () => pingEngine(clients.reader),
    get state() {
      return notice.current;
    },
    pid: undefined,
    on: (_event, listener) => notice.subscribe(listener),
    close,
  };
}

function tlsOf(tls: NonNullable<RemoteOptions['tls']>) {
  const { ca, cert, key } = tls;
  return cert !== undefined && key !== undefined ? { ca_cert: ca, cert, key } : { ca_cert: ca };
}
