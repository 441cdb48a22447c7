// Our own lint rules over our own code (docs/lint.md), tests excepted: they log what they like. Needs a build.
//   node scripts/lint-log-calls.mjs
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root, run } from './workspace.mjs';

const manifest = createRequire(join(root, 'packages/eslint-plugin/package.json')).resolve('oxlint/package.json');
run(process.execPath, [join(dirname(manifest), 'bin', 'oxlint'), '--config', '.oxlintrc.json', 'packages', 'examples']);
