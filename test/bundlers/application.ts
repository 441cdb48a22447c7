import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = fileURLToPath(new URL('./application', import.meta.url));
const HEARTWOOD = join(ROOT, 'packages/cli/bin/heartwood.js');

/**
 * A small real application in a new folder below `.cache`, where it finds `node_modules` as any application does, its serializers made by
 * `heartwood compile`.
 *
 * @returns the folder
 */
export function makeApplication(): string {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.cache', 'bundlers-'));
  cpSync(SOURCES, folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bundled', private: true, type: 'module' }));
  execFileSync(process.execPath, [HEARTWOOD, 'compile', './entries.js', '--out', 'log-serializers.js'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return folder;
}
