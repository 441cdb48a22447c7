import { createEmbeddedEngine } from './embedded/embedded-engine.js';
import type { Engine, EngineOptions } from './engine.js';
import { createRemoteEngine } from './remote-engine.js';

/**
 * Opens ClickHouse: chDB in a supervised child process, or a server elsewhere. What is returned serves both alike.
 *
 * @throws EngineUnsupportedPlatformError no chDB build for this platform
 * @throws EngineLockedError another process holds the data directory
 * @throws EngineStartError the engine's process ended before it could serve
 * @throws EngineUnavailableError the server did not answer, or refused the credentials
 * @example
 * const engine = await createEngine({ embedded: { dir: './heartwood-data/engine' } });
 * const result = await engine.reader.query({ query: 'SELECT version() AS version', format: 'JSONEachRow' });
 * console.log(await result.json());
 * await engine.close();
 */
export function createEngine(options: EngineOptions): Promise<Engine> {
  return 'embedded' in options ? createEmbeddedEngine(options.embedded, options) : createRemoteEngine(options, options);
}
