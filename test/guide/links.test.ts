import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf, pages, ROOT, targetOf } from './markdown.js';

const all = pages();
const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** What is wrong with a link; `undefined` when it leads somewhere. */
function faultOf(page: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const target = targetOf(page, link);
  if (target === undefined) return `${link}: there is nothing`;
  const [, anchor] = link.split('#', 2);
  if (anchor === undefined || !target.endsWith('.md')) return undefined;
  return anchorsOf(textOf(target)).has(anchor) ? undefined : `${link}: there is no such heading`;
}

describe('the links of every page', () => {
  it('are found', () => {
    expect(all).toContain('README.md');
    expect(linksOf(textOf('README.md'))).toContain('docs/search.md');
  });

  it.each(all)('%s', (page) => {
    expect(linksOf(textOf(page)).flatMap((link) => faultOf(page, link) ?? [])).toEqual([]);
  });
});

describe('the check itself', () => {
  it('finds what leads nowhere', () => {
    expect(faultOf('README.md', 'docs/missing.md')).toBe('docs/missing.md: there is nothing');
    expect(faultOf('README.md', '../elsewhere.md')).toBe('../elsewhere.md: there is nothing');
    expect(faultOf('docs/README.md', 'guide/levels.md#no-such')).toBe(
      'guide/levels.md#no-such: there is no such heading',
    );
    expect(faultOf('docs/README.md', 'guide/levels.md#per-module')).toBe(undefined);
  });

  it('knows anchors as GitHub makes them, and leaves out code', () => {
    expect(anchorsOf('# The `x` of *y*, [z](a.md)!\n## Once\n```sh\n# not this\n```\n## Once\n')).toEqual(
      new Set(['the-x-of-y-z', 'once', 'once-1']),
    );
    expect(linksOf('[a](b.md) `[c](d.md)`\n```js\n[e](f.md)\n```\n[g](h.md#i)')).toEqual(['b.md', 'h.md#i']);
  });
});

it('docs/README.md leads to every page of docs', () => {
  const led = new Set(linksOf(textOf('docs/README.md')).flatMap((link) => targetOf('docs/README.md', link) ?? []));
  const missing = all.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md' && !led.has(page));
  expect(missing).toEqual([]);
});
