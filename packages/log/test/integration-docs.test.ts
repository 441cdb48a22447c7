import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const packageDir = fileURLToPath(new URL('..', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));
const docs = join(root, 'docs', 'integrations');

// Inside the package, so that its imports are found as an application would find them.
mkdirSync(join(packageDir, 'node_modules'), { recursive: true });
const scratch = mkdtempSync(join(packageDir, 'node_modules', '.docs-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const pages = readdirSync(docs).filter((name) => name.endsWith('.md'));
const exportsOfPackage: Record<string, unknown> = JSON.parse(
  readFileSync(join(packageDir, 'package.json'), 'utf8'),
).exports;

it('every code block of docs/integrations passes the type checker', () => {
  let blocks = 0;
  for (const page of pages) {
    const text = readFileSync(join(docs, page), 'utf8');
    for (const [index, [, code = '']] of [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].entries()) {
      writeFileSync(join(scratch, `${page}-${index + 1}.ts`), `${code}\nexport {};\n`);
      blocks++;
    }
  }
  expect(blocks).toBeGreaterThanOrEqual(pages.length - 2);
  const compilerOptions = {
    composite: false,
    noEmit: true,
    declaration: false,
    declarationMap: false,
    noUnusedLocals: false,
    types: ['node'],
  };
  const config = { extends: join(root, 'tsconfig.base.json'), compilerOptions, include: ['*.ts'] };
  writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(scratch, 'package.json'), '{"type":"module"}');
  const checked = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', scratch], {
    encoding: 'utf8',
  });
  expect(checked.stdout + checked.stderr).toBe('');
  expect(checked.status).toBe(0);
});

it.each(pages.filter((page) => !['requests.md', 'jobs.md'].includes(page)))(
  '%s is about an export of the package',
  (page) => {
    expect(exportsOfPackage).toHaveProperty([`./${page.slice(0, -3)}`]);
  },
);
