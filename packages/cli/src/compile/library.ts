import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from '../failure.js';
import type { FoundEntryType } from './entry-types.js';

/**
 * `serializerModule` of the `@heartwood/log` the application itself uses: what it makes is found again by that version only.
 *
 * @param directory a folder of the application
 * @throws {Failure} when the library is not there
 */
export async function serializerModuleOf(directory: string): Promise<(types: readonly FoundEntryType[]) => string> {
  const library = await imported('@heartwood/log', directory);
  if (!('serializerModule' in library) || typeof library.serializerModule !== 'function') {
    throw new Failure('failed', `The @heartwood/log of ${directory} cannot compile serializers.`, {
      hint: 'Update it.',
    });
  }
  const { serializerModule } = library;
  return (types) => String(serializerModule(types));
}

/**
 * Imports a module of the application.
 *
 * @param name a path relative to the folder, or the name of a package
 * @throws {Failure} when it is not there, or is TypeScript and this Node does not run that, or throws while it is loaded
 */
export async function imported(name: string, directory: string): Promise<object> {
  try {
    const path = createRequire(join(directory, 'module.js')).resolve(isFile(name) ? join(directory, name) : name);
    return await import(pathToFileURL(path).href);
  } catch (cause) {
    const hint = name.endsWith('.ts')
      ? 'Give the JavaScript that is made from it.'
      : 'Give a module that declares entry types: heartwood compile ./dist/entries.js';
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure('usage', `${name} cannot be imported: ${reason}`, { hint, cause });
  }
}

const isFile = (name: string): boolean => name.startsWith('.') || /\.[cm]?[jt]s$/.test(name);
