import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testTerminal } from '../../test/test-terminal.js';
import { run } from '../program.js';

const SHOP = fileURLToPath(new URL('../../../../examples/shop', import.meta.url));

describe('heartwood catalog', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'heartwood-catalog-'));
    mkdirSync(join(dir, 'src'));
    writeFileSync(
      join(dir, 'src', 'app.ts'),
      "import { createLogger, entryType } from '@heartwood/log';\nconst started = entryType('app.started', { level: 'info', message: 'Started' });\ncreateLogger().emit(started);\n",
    );
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const catalog = async (...args: string[]) => {
    const terminal = testTerminal({ directory: dir });
    return { code: await run(['catalog', ...args], terminal), output: terminal.output, notes: terminal.notes };
  };
  const read = (name: string): string => readFileSync(join(dir, name), 'utf8');

  it('writes both files, the same ones every time, and then the check passes (L4)', async () => {
    expect(await catalog()).toEqual({
      code: 0,
      notes: '',
      output: '1 entry types, 1 calls, 0 free-form calls in 1 files\n',
    });
    const first = [read('docs/log-catalog.md'), read('docs/log-catalog.json')];
    expect(JSON.parse(first[1] ?? '')).toMatchObject({
      format: 'heartwood-log-catalog',
      root: '..',
      types: [
        { name: 'app.started', declared: { file: 'src/app.ts', line: 2 }, calls: [{ file: 'src/app.ts', line: 3 }] },
      ],
    });
    await catalog();
    expect([read('docs/log-catalog.md'), read('docs/log-catalog.json')]).toEqual(first);
    expect((await catalog('--check')).code).toBe(0);
  });

  it('fails the check when the code has moved on, and shows what is stale', async () => {
    expect(await catalog('--check')).toMatchObject({
      code: 1,
      notes: expect.stringContaining('docs/log-catalog.md is missing'),
    });
    await catalog();
    writeFileSync(join(dir, 'src', 'app.ts'), read('src/app.ts').replace("message: 'Started'", "message: 'Begun'"));
    const { code, notes } = await catalog('--check');
    expect(code).toBe(1);
    expect(notes).toContain('docs/log-catalog.md is stale:\n');
    expect(notes).toContain('- > Started\n');
    expect(notes).toContain('+ > Begun\n');
    expect(notes).toContain('Run heartwood catalog');
    expect(read('docs/log-catalog.md')).toContain('Started');
  });

  it('takes other names for folders and files, and leaves tests out', async () => {
    mkdirSync(join(dir, 'lib'));
    writeFileSync(join(dir, 'lib', 'more.ts'), read('src/app.ts').replace('app.started', 'lib.started'));
    writeFileSync(join(dir, 'lib', 'more.test.ts'), read('src/app.ts').replace('app.started', 'test.started'));
    await catalog('src', 'lib', '--out', 'a.md', '--json', 'b.json');
    expect(JSON.parse(read('b.json'))).toMatchObject({
      root: '.',
      types: [{ name: 'app.started' }, { name: 'lib.started' }],
    });
    await catalog('lib', '--tests', '--json', 'b.json');
    expect(JSON.parse(read('b.json'))).toMatchObject({ types: [{ name: 'lib.started' }, { name: 'test.started' }] });
  });

  it('fails on a name that is declared twice', async () => {
    writeFileSync(join(dir, 'src', 'b.ts'), read('src/app.ts'));
    expect(await catalog()).toMatchObject({
      code: 1,
      notes: 'The entry type app.started is declared more than once: src/app.ts:2, src/b.ts:2\n',
    });
  });

  it('says what is not there', async () => {
    expect(await catalog('nowhere')).toMatchObject({
      code: 2,
      notes: expect.stringContaining('no file or folder nowhere'),
    });
    expect(await catalog('docs', 'src').then(({ code }) => code)).toBe(2);
  });

  it("is fresh for the demo shop: run 'npx heartwood catalog' in examples/shop when this fails", async () => {
    const terminal = testTerminal({ directory: SHOP });
    const code = await run(['catalog', '--check'], terminal);
    expect({ code, notes: terminal.notes }).toEqual({ code: 0, notes: '' });
  });
});
