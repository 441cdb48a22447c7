import { spawnSync } from 'node:child_process';

/**
 * Before the first test: takes the usual umask, whatever it is where the tests are run, as they look at the modes of files; and compiles
 * the workspace: packages import each other's `dist`, and child processes (engine host, command line) run from there. Set
 * HEARTWOOD_BUILT=1 when the build has just been made.
 */
export default function build(): void {
  process.umask(0o022);
  if (process.env.HEARTWOOD_BUILT) return;
  spawnSync('npx', ['--no-install', 'tsc', '-b'], { stdio: 'inherit' });
}
