import { spawnSync } from 'node:child_process';

/**
 * Compiles the workspace before the first test: packages import each other's `dist`, and child processes (engine host,
 * command line) run from there. Set HEARTWOOD_BUILT=1 when the build has just been made.
 */
export default function build(): void {
  if (process.env.HEARTWOOD_BUILT) return;
  spawnSync('npx', ['--no-install', 'tsc', '-b'], { stdio: 'inherit' });
}
