import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileQuery, formatQuery, parseQuery, parseSearch } from '../src/index.js';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const search = read('../../../docs/search.md');
const readme = read('../README.md');

describe('docs/search.md', () => {
  const rows = Array.from(search.matchAll(/^\| `(.+)` \| `(\{.*)` \|$/gm), ([, typed = '', means = '']) => ({
    typed,
    means: means.replaceAll('\\|', '|'),
  }));

  it('has examples', () => {
    expect(rows.length).toBeGreaterThan(20);
  });

  it.each(rows)('$typed means $means', ({ typed, means }) => {
    expect(formatQuery(parseSearch(typed))).toBe(formatQuery(parseQuery(means)));
  });

  it('shows LogQL that parses', () => {
    const blocks = Array.from(search.matchAll(/^```\n([\s\S]*?)^```$/gm), ([, code = '']) => code);
    expect(blocks).toHaveLength(1);
    for (const code of blocks) expect(parseQuery(code).kind).toBe('log-query');
  });
});

describe('README.md', () => {
  it('shows what its example gives', () => {
    const code = /^```ts\nimport .*\n\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '';
    // Every line that ends in a comment is compared with it.
    const lines = code.split('\n').map((line) => {
      const [, expression, result] = /^(\S.*); \/\/ (.*)$/.exec(line) ?? [];
      return expression === undefined ? line : `results.push([${JSON.stringify(result)}, ${expression}]);`;
    });
    const results: [string, unknown][] = [];
    const names = ['results', 'compileQuery', 'formatQuery', 'parseQuery', 'parseSearch'];
    new Function(...names, lines.join('\n'))(results, compileQuery, formatQuery, parseQuery, parseSearch);
    expect(results).toHaveLength(3);
    for (const [expected, actual] of results) {
      expect(typeof actual === 'string' ? actual : (JSON.stringify(actual) ?? 'undefined')).toBe(expected);
    }
  });
});
