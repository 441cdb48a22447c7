import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryDir } from '../test/temporary-dir.js';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

it('the example in the README runs', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const [, code = ''] = /```js\n([\s\S]*?)```/.exec(readme) ?? [];
  const dir = await temporaryDir();
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: PACKAGE,
    env: { ...process.env, ENGINE_DIR: dir },
  });
  expect(stdout).toBe("[ { message: 'Cache warmed' } ]\n");
  await rm(dir, { recursive: true, force: true });
});
