import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../src/index.js';

const plugin = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const oxlint = join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin', 'oxlint');

/** One file per rule: TypeScript in which the lines that end in `// <rule>` are wrong. */
const FILES: Readonly<Record<keyof typeof rules, string>> = {
  'no-console':
    "import { log } from './log.js';\nlog.info('x');\nconsole.log(`Order ${order.id as string}`); // no-console\n",
  'no-interpolated-message':
    "import type { Logger } from '@heartwood/log';\nexport const f = (log: Logger, id: string): void => {\n  log.info(`User ${id}`); // no-interpolated-message\n  log.info('User', { id });\n};\n",
  'no-secret-fields':
    "import { log } from './log.js';\nlog.info('x', {\n  password: p as string, // no-secret-fields\n});\n",
  'known-entry-type':
    "import { entryType } from '@heartwood/log';\nimport { log } from './log.js';\nconst a = entryType('a', { level: 'info', message: 'a' } as const);\nlog.emit(a);\nlog.emit('a'); // known-entry-type\n",
  'no-duplicate-entry-name':
    "import { entryType } from '@heartwood/log';\nexport const a = entryType('a', {});\nexport const b = entryType('a', {}); // no-duplicate-entry-name\n",
  'no-swallowed-error':
    'try { run(); } catch (err: unknown) { handle(err); }\ntry { run(); } catch {} // no-swallowed-error\n',
  'require-error-cause': "try { run(); } catch (err: unknown) {\n  throw new Error('x'); // require-error-cause\n}\n",
};

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-oxlint-'));
  const all = Object.fromEntries(Object.keys(rules).map((name) => [`heartwood/${name}`, 'error']));
  const config = {
    jsPlugins: [{ name: 'heartwood', specifier: plugin }],
    plugins: [],
    categories: { correctness: 'off' },
    rules: all,
  };
  writeFileSync(join(dir, '.oxlintrc.json'), JSON.stringify(config));
  for (const [rule, code] of Object.entries(FILES)) writeFileSync(join(dir, `${rule}.ts`), code);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Runs the real Oxlint; it ends with 1 when it has found something. */
const lint = (...args: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [oxlint, '--format', 'json', ...args, '.'],
      { cwd: dir, encoding: 'utf8' },
      (error, out, err) => {
        if (error !== null && error.code !== 1) reject(new Error(`oxlint failed: ${out}${err}`));
        else resolve(out);
      },
    );
  });

describe('Oxlint runs the plugin', () => {
  it('finds with every rule what ESLint finds, in TypeScript', async () => {
    const { diagnostics }: { diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[] } =
      JSON.parse(await lint());
    const found = diagnostics.map(({ code, filename, labels }) => `${filename}:${labels[0]?.span.line} ${code}`).sort();
    const want = Object.entries(FILES).map(([rule, code]) => {
      const line = code.split('\n').findIndex((text) => text.endsWith(`// ${rule}`)) + 1;
      return `${rule}.ts:${line} heartwood(${rule})`;
    });
    expect(found).toEqual(want.sort());
  });

  it('applies the fixes', async () => {
    await lint('--fix');
    expect(readFileSync(join(dir, 'no-console.ts'), 'utf8')).toContain(
      "log.info('Order {orderId}', { orderId: order.id });",
    );
    expect(readFileSync(join(dir, 'require-error-cause.ts'), 'utf8')).toContain("new Error('x', { cause: err })");
  });
});
