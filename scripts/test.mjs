// Everything that must hold, from an empty checkout: installs what is missing, then lint, log calls, boundaries, types, tests, browser tests.
//   npm test [-- --only lint|log-calls|boundaries|types|tests]
import { join } from 'node:path';
import { ensurePrograms } from './debian.mjs';
import { build, install, root, run } from './workspace.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;

const STEPS = {
  lint: () => run(bin('biome'), ['check', '--error-on-warnings', '.']),
  'log-calls': () => run('node', ['scripts/lint-log-calls.mjs']),
  boundaries: () => run('node', ['scripts/boundaries.mjs']),
  types: () => {
    run(bin('tsc'), ['-p', 'tsconfig.test.json']);
    run(bin('tsc'), ['-p', 'packages/web/tsconfig.json']);
  },
  tests: () => run(bin('vitest'), ['run'], { env: { ...process.env, HEARTWOOD_BUILT: '1' } }),
};
if (only !== undefined && !(only in STEPS)) {
  console.error(`--only takes one of ${Object.keys(STEPS).join(', ')}; got '${only}'.`);
  process.exit(2);
}

install();
if (only === undefined || only === 'tests') {
  const missing = ensurePrograms();
  if (missing.length) process.exit(1);
}
build();
for (const [name, step] of Object.entries(STEPS)) {
  if (only !== undefined && only !== name) continue;
  const started = Date.now();
  step();
  console.log(`✓ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}
