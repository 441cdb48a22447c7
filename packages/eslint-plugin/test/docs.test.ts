import { readdirSync, readFileSync } from 'node:fs';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin, { rules } from '../src/index.js';

const pages = new URL('../docs/rules/', import.meta.url);
const names = readdirSync(pages).map((file) => file.replace(/\.md$/, ''));
const read = (name: string): string => readFileSync(new URL(`${name}.md`, pages), 'utf8');

/** The code blocks below a heading or label. */
const blocksAfter = (page: string, label: string): string[] => {
  const part = page.split(`\n${label}\n`)[1]?.split(/\n(?:## |Fixed:)/)[0] ?? '';
  return [...part.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code);
};

const lint = (rule: string, code: string): { found: number; output: string } => {
  const linter = new Linter();
  const config = { plugins: { heartwood: plugin }, rules: { [`heartwood/${rule}`]: 'error' as const } };
  return { found: linter.verify(code, config).length, output: linter.verifyAndFix(code, config).output };
};

describe('the pages of the rules', () => {
  it('are one for each rule, named in the README', () => {
    expect(names.sort()).toEqual(Object.keys(rules).sort());
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    for (const name of names) expect(readme).toContain(`(docs/rules/${name}.md)`);
  });

  it.each(names)('%s: what it calls wrong is found and fixed as it says; what it calls right is not', (name) => {
    const page = read(name);
    const [wrong = ''] = blocksAfter(page, '## Wrong');
    const [fixed = wrong] = blocksAfter(page, 'Fixed:');
    const [right = ''] = blocksAfter(page, '## Right');
    expect(lint(name, wrong).found).toBeGreaterThan(0);
    expect(lint(name, wrong).output).toBe(fixed);
    expect(right).not.toBe('');
    expect(lint(name, right).found).toBe(0);
  });
});

describe('the configurations in README.md and docs/lint.md', () => {
  const pagesOf = ['../README.md', '../../../docs/lint.md'].map((path) =>
    readFileSync(new URL(path, import.meta.url), 'utf8'),
  );
  const block = (page: string, language: string): string =>
    new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';

  it.each(pagesOf.map((page, index) => [index, block(page, 'js')] as const))(
    'page %i: ESLint takes it',
    async (_, code) => {
      const built = new URL('../dist/index.js', import.meta.url).href;
      const module: { default: Linter.Config[] } = await import(
        `data:text/javascript,${encodeURIComponent(code.replace("'@heartwood/eslint-plugin'", `'${built}'`))}`
      );
      const found = new Linter().verify("console.log('x');", module.default).map(({ ruleId }) => ruleId);
      expect(found).toContain('heartwood/no-console');
    },
  );

  it.each(pagesOf.map((page, index) => [index, block(page, 'json')] as const))(
    'page %i: Oxlint gets rules that exist',
    (_, code) => {
      const config: { rules: Record<string, string> } = JSON.parse(code);
      for (const name of Object.keys(config.rules))
        expect(Object.keys(rules)).toContain(name.replace('heartwood/', ''));
    },
  );
});
