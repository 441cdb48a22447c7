import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keys } from './keys.js';
import { allows } from './principal.js';

/**
 * Sees to `keys/local.key` (0600): an API key with scope `admin`, so that the command line of the same user on the same machine
 * needs no set-up. A missing, revoked or unknown one is replaced at the next start.
 *
 * @returns the key
 */
export async function ensureLocalKey(keys: Keys, keysDir: string): Promise<string> {
  const file = join(keysDir, 'local.key');
  const present = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const principal = await keys.verify(present.trim());
  if (principal && allows(principal, 'admin')) return present.trim();
  const { key } = await keys.create({ name: 'local command line', scopes: ['admin'], createdBy: 'server' });
  // Written beside and renamed, so that a reader never sees half a key.
  await writeFile(`${file}.new`, `${key}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return key;
}
