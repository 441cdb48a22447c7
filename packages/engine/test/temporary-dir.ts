import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh directory for one test, which removes it. */
export function temporaryDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'heartwood-engine-'));
}
