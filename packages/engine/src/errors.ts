/** Base of every error this package throws on its own behalf; `code` is stable and documented in the README. */
export class EngineError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** There is no chDB build for this platform, or the optional dependency `chdb` is not installed. */
export class EngineUnsupportedPlatformError extends EngineError {
  constructor(detail: string) {
    super(
      'ENGINE_UNSUPPORTED_PLATFORM',
      `The embedded engine cannot run here (${process.platform}-${process.arch}): ${detail} ` +
        'It exists for Linux with glibc and for macOS, on x64 and arm64. Elsewhere set the URL of a ClickHouse server; ' +
        'if the platform is one of these, install the optional dependency with `npm install chdb`.',
    );
  }
}

/** Another process owns the data directory: ClickHouse lets one process open it at a time. */
export class EngineLockedError extends EngineError {
  readonly dir: string;
  /** Process id of the owner, where the lock file names it. */
  readonly ownerPid: number | undefined;

  constructor(dir: string, ownerPid: number | undefined, options?: ErrorOptions) {
    super(
      'ENGINE_LOCKED',
      `The engine's data directory ${dir} is in use by ${ownerPid === undefined ? 'another process' : `process ${ownerPid}`}. ` +
        'Stop that process, or choose another data directory.',
      options,
    );
    this.dir = dir;
    this.ownerPid = ownerPid;
  }
}

/** The engine's process ended before it could serve; `stderrTail` holds the last it wrote. */
export class EngineStartError extends EngineError {
  readonly stderrTail: string;

  constructor(reason: string, stderrTail: string) {
    super(
      'ENGINE_START_FAILED',
      `The embedded engine did not start: ${reason}${stderrTail === '' ? '' : `\nIts last output:\n${stderrTail}`}`,
    );
    this.stderrTail = stderrTail;
  }
}

/** The engine is restarting, stopped or unreachable; the statement may or may not have run. Safe to send again with the same token. */
export class EngineUnavailableError extends EngineError {
  constructor(reason: string, options?: ErrorOptions) {
    super('ENGINE_UNAVAILABLE', `The engine is not available: ${reason}`, options);
  }
}

/** Network codes that mean: the other side went away, not: the other side refused the statement. */
const CONNECTION_LOST: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ETIMEDOUT',
]);

/**
 * Whether an error of a client or of `insert` means that the engine went away (worth another try) rather than that it
 * refused the statement.
 *
 * @example
 * try { await engine.reader.query({ query }) } catch (error) { if (isEngineUnavailable(error)) reply.code(503) }
 */
export function isEngineUnavailable(error: unknown): boolean {
  if (error instanceof EngineUnavailableError) return true;
  if (!(error instanceof Error) || !('code' in error)) return false;
  return typeof error.code === 'string' && CONNECTION_LOST.has(error.code);
}
