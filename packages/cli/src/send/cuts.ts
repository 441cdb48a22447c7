import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { systemCode } from '../failure.js';

/**
 * Where earlier runs cut a file into batches. A file that has grown is cut there again, so that its batches have the keys they had,
 * and the server, which remembers those, stores nothing twice. Cuts decide nothing by themselves: one too many costs a request, and
 * without them the entries after the last full batch are sent as new.
 */
export interface CutMemory {
  /** Bytes from the start of the (decompressed) file, ascending; none for a file never sent from here. */
  recall(identity: string): Promise<readonly number[]>;
  /** Keeps the cuts of this run beside those of earlier ones. */
  remember(identity: string, cuts: readonly number[]): Promise<void>;
}

/** Cuts kept of one file, the latest. */
const MOST_CUTS = 1_000;
/** The server remembers keys for a day; what is older than two serves nobody, milliseconds. */
const LIFETIME = 2 * 86_400_000;

/** `$XDG_STATE_HOME/heartwood/send`, by default in `~/.local/state` (XDG Base Directory Specification); undefined without a home. */
export function stateDirectory(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { XDG_STATE_HOME: state, HOME: home } = env;
  if (state && isAbsolute(state)) return join(state, 'heartwood', 'send');
  return home && isAbsolute(home) ? join(home, '.local', 'state', 'heartwood', 'send') : undefined;
}

/**
 * @param directory one small file for each file sent lies here; undefined: nothing is remembered
 * @param onProblem told why the memory cannot be used; sending goes on
 */
export function createCutMemory(directory: string | undefined, onProblem: (reason: string) => void): CutMemory {
  if (directory === undefined) return { recall: async () => [], remember: async () => {} };
  const pathOf = (identity: string): string => join(directory, `${identity}.json`);

  const recall = async (identity: string): Promise<readonly number[]> => {
    try {
      const cuts: unknown = JSON.parse(await readFile(pathOf(identity), 'utf8'));
      if (Array.isArray(cuts)) return cuts.filter((cut) => Number.isSafeInteger(cut)).sort((a, b) => a - b);
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') onProblem(String(error));
    }
    return [];
  };
  return {
    recall,
    async remember(identity, cuts) {
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await forgetOld(directory);
        const all = [...new Set([...(await recall(identity)), ...cuts])].sort((a, b) => a - b);
        const path = pathOf(identity);
        const temporary = `${path}.${process.pid}`;
        await writeFile(temporary, JSON.stringify(all.slice(-MOST_CUTS)), { mode: 0o600 });
        await rename(temporary, path);
      } catch (error) {
        onProblem(String(error));
      }
    },
  };
}

async function forgetOld(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      (error: unknown) => {
        // Another run has forgotten it in the meantime, or put its temporary file in place.
        if (systemCode(error) !== 'ENOENT') throw error;
        return 0;
      },
    );
    if (age > LIFETIME) await rm(path, { force: true });
  }
}
