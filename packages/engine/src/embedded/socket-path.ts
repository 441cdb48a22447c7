import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** sun_path of sockaddr_un holds 104 bytes on macOS and 108 on Linux, the closing NUL included (unix(4), unix(7)). */
const MAX_SOCKET_PATH_BYTES = 103;

export interface SocketPath {
  readonly path: string;
  /** Removes the socket's file and, where one was made for it, its directory. */
  remove(): Promise<void>;
}

/** The engine's socket: in its own directory, or, where that path is too long for a socket, in a fresh one of mode 0700. */
export async function reserveSocketPath(dir: string): Promise<SocketPath> {
  const path = join(dir, 'engine.sock');
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES) {
    return { path, remove: () => rm(path, { force: true }) };
  }
  // mkdtemp makes directories with mode 0700.
  const short = await mkdtemp(join(shortTmpdir(), 'heartwood-'));
  return { path: join(short, 'engine.sock'), remove: () => rm(short, { recursive: true, force: true }) };
}

/** `TMPDIR` may itself be long; /tmp exists on every platform the engine runs on. */
function shortTmpdir(): string {
  return Buffer.byteLength(tmpdir()) <= MAX_SOCKET_PATH_BYTES - 40 ? tmpdir() : '/tmp';
}
