import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testRule } from '../../test/rule-tester.js';
import plugin from '../index.js';
import { noDuplicateEntryName } from './no-duplicate-entry-name.js';

const lib = "import { entryType } from '@heartwood/log';\n";

testRule('no-duplicate-entry-name', noDuplicateEntryName, {
  valid: [
    `${lib}entryType('a.b', {}); entryType('a.c', {});`,
    `${lib}entryType(name, {}); entryType(name, {});`,
    "import { entryType } from './own.js';\nentryType('a', {}); entryType('a', {});",
    { code: 'send(1);', options: [{ catalog: 'no/such.json' }] },
  ],
  invalid: [
    { code: `${lib}entryType('a', {}); entryType('a', {});`, errors: [{ messageId: 'here', data: { name: 'a' } }] },
    { code: `${lib}entryType('a.b', {}); entryType(\`a.b\`, {});`, errors: ['here'] },
    {
      code: `${lib}entryType('a', {});\nentryType('b', {});`,
      options: [{ catalog: 'no/such.json' }],
      errors: [{ messageId: 'catalog', line: 2, column: 11 }],
    },
  ],
});

describe('no-duplicate-entry-name across files', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'heartwood-lint-'));
    mkdirSync(join(dir, 'src'));
    mkdirSync(join(dir, 'docs'));
    for (const file of ['a.js', 'b.js']) writeFileSync(join(dir, 'src', file), `${lib}entryType('x.y', {});\n`);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const lint = async (file: string): Promise<string[]> => {
    const eslint = new ESLint({
      cwd: dir,
      overrideConfigFile: true,
      overrideConfig: [
        {
          plugins: { heartwood: plugin },
          rules: { 'heartwood/no-duplicate-entry-name': ['error', { catalog: 'docs/log-catalog.json' }] },
        },
      ],
    });
    const [result] = await eslint.lintFiles([file]);
    return result?.messages.map(({ message }) => message) ?? [];
  };
  const catalog = (file: string): void =>
    writeFileSync(
      join(dir, 'docs', 'log-catalog.json'),
      JSON.stringify({ root: '..', types: [{ name: 'x.y', declared: { file, line: 2 } }] }),
    );

  it('names the other place', async () => {
    catalog('src/a.js');
    expect(await lint('src/b.js')).toEqual(["The entry type 'x.y' is declared in src/a.js:2 already."]);
    expect(await lint('src/a.js')).toEqual([]);
  });

  it('takes a declaration whose old file is gone for moved', async () => {
    catalog('src/gone.js');
    expect(await lint('src/b.js')).toEqual([]);
  });

  it('says what is wrong with the catalog', async () => {
    writeFileSync(join(dir, 'docs', 'log-catalog.json'), '{}');
    expect((await lint('src/b.js'))[0]).toContain('heartwood catalog --json docs/log-catalog.json');
  });
});
