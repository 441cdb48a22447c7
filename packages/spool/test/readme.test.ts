import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));

it('has examples that run', async () => {
  const readme = await readFile(join(PACKAGE, 'README.md'), 'utf8');
  const examples = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map((match) => match[1] ?? '');
  expect(examples).toHaveLength(3);
  const dir = await mkdtemp(join(tmpdir(), 'heartwood-readme-'));
  try {
    const outputs: string[] = [];
    for (const example of examples) {
      const code = example.replaceAll("'./spool-data'", JSON.stringify(join(dir, 'spool-data')));
      const args = ['--input-type=module', '-e', code];
      outputs.push((await promisify(execFile)(process.execPath, args, { cwd: PACKAGE })).stdout);
    }
    expect(outputs[0]).toContain('1:131 {"message":"hello"}\n1:158 {"message":"world"}');
    expect(outputs[0]).toContain('records: 0');
  } finally {
    await rm(dir, { recursive: true });
  }
});
