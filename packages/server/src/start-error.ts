import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from './config/index.js';

export type StartErrorCode =
  | 'port_in_use'
  | 'port_forbidden'
  | 'address_unknown'
  | 'data_directory_locked'
  | 'data_directory_unusable'
  | 'tls_unusable';

/** The server cannot start; the message says what is in the way and what to do about it. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code: StartErrorCode;

  constructor(code: StartErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Says why a listen failed in the words of the configuration; `undefined` for a reason that is not known. */
export function listenError(cause: unknown, { host, port }: Config['listen']): StartError | undefined {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRINUSE') {
    return new StartError(
      'port_in_use',
      `Port ${port} on ${host} is in use, perhaps by another Heartwood. Stop that program, or choose another port with listen.port (HEARTWOOD_LISTEN_PORT).`,
      { cause },
    );
  }
  if (code === 'EACCES') {
    return new StartError(
      'port_forbidden',
      `This user may not listen on port ${port}. Choose one above 1023 with listen.port.`,
      { cause },
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new StartError(
      'address_unknown',
      `${host} is not an address of this machine. Check listen.host (HEARTWOOD_LISTEN_HOST).`,
      { cause },
    );
  }
  return undefined;
}

/**
 * Listens for a moment and lets go again, so that a taken port ends the start before anything is made or opened.
 *
 * @throws StartError as `listenError` puts it
 */
export async function probeListen(listen: Config['listen']): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ host: listen.host, port: listen.port });
    await once(probe, 'listening');
  } catch (cause) {
    throw listenError(cause, listen) ?? cause;
  }
  probe.close();
  await once(probe, 'close');
}
