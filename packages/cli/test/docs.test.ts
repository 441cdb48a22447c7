import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../src/program.js';
import { testTerminal } from './test-terminal.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const page = (name: string): string => readFileSync(join(ROOT, 'docs', name), 'utf8');
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, code = '']) => code);

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-docs-'));
  mkdirSync(join(dir, 'src'));
  mkdirSync(join(dir, 'node_modules/@heartwood'), { recursive: true });
  symlinkSync(join(ROOT, 'packages/log'), join(dir, 'node_modules/@heartwood/log'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('docs/migrating.md', () => {
  const before = blocks(page('migrating.md'), 'ts before');
  const after = blocks(page('migrating.md'), 'ts after');

  it('shows one before and one after for each library', () => expect([before.length, after.length]).toEqual([3, 3]));

  it.each(before.map((code, index) => [index + 1, code, after[index]] as const))(
    'example %i is what the command does',
    async (_, code, want) => {
      writeFileSync(join(dir, 'src/app.ts'), code);
      const terminal = testTerminal({ directory: dir });
      expect(await run(['migrate', 'src', '--write'], terminal)).toBe(0);
      expect(terminal.notes).toContain(', 0 left.');
      expect(readFileSync(join(dir, 'src/app.ts'), 'utf8')).toBe(want);
    },
  );
});

describe('docs/catalog.md', () => {
  it('finds what its examples say it finds', async () => {
    const [family = '', wrapper = ''] = blocks(page('catalog.md'), 'ts');
    writeFileSync(
      join(dir, 'src/app.ts'),
      `import { createLogger, entryType } from '@heartwood/log';\nconst log = createLogger();\n${family}${wrapper}`,
    );
    const terminal = testTerminal({ directory: dir });
    expect(await run(['catalog'], terminal)).toBe(0);
    expect(terminal.output).toBe('1 entry types, 1 calls, 0 free-form calls in 1 files\n');
    expect(readFileSync(join(dir, 'docs/log-catalog.md'), 'utf8')).toContain('`src/app.ts:6`, through `note`');
  });
});

it('every command in these pages is one that exists, with options it has', async () => {
  const commands = ['catalog.md', 'migrating.md'].flatMap((name) =>
    blocks(page(name), 'sh').flatMap((code) => code.trim().split('\n')),
  );
  expect(commands.length).toBeGreaterThan(3);
  writeFileSync(join(dir, 'src/app.ts'), '');
  mkdirSync(join(dir, 'workers'));
  for (const command of commands) {
    const [, ...args] = command.replace(/\s+#.*$/, '').split(/\s+/);
    const terminal = testTerminal({ directory: dir });
    expect({ command, code: await run(args, terminal), notes: terminal.notes }).toMatchObject({ command, code: 0 });
  }
});
