import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = fileURLToPath(new URL('./application', import.meta.url));
const HEARTWOOD = join(ROOT, 'packages/cli/bin/heartwood.js');

/** A new folder below `.cache`, where an application finds `node_modules` as any does. */
export function newFolder(): string {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  return mkdtempSync(join(ROOT, '.cache', 'bundlers-'));
}

/** Fills the folder with a small real application, its serializers made by `heartwood compile`. */
export function makeApplication(folder: string): void {
  cpSync(SOURCES, folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bundled', private: true, type: 'module' }));
  execFileSync(process.execPath, [HEARTWOOD, 'compile', './entries.js', '--out', 'log-serializers.js'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
