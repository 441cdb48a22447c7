import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A fenced block: ```` ```language note ````. */
export interface Block {
  readonly language: string;
  /** What stands behind the language: a file name, or what the block is an example of. */
  readonly note: string;
  readonly text: string;
}

const FENCED = /^```(\w*) ?(.*)\n([\s\S]*?)^```$/gm;

/** Every fenced block of a page, in order. */
export const blocksOf = (markdown: string): Block[] =>
  [...markdown.matchAll(FENCED)].map(([, language = '', note = '', text = '']) => ({ language, note, text }));

/** Where links of a page lead, as written, without those in code. */
export function linksOf(markdown: string): string[] {
  const prose = markdown.replace(FENCED, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^()\s]*)\)/g)].flatMap(([, target]) => target ?? []);
}

/** The anchors of a page's headings, by GitHub's rule: lower case, punctuation dropped, blanks to hyphens, repeats numbered. */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of markdown.replace(FENCED, '').matchAll(/^#{1,6} +(.*?) *$/gm)) {
    const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = text.replaceAll(/[^\p{L}\p{N}_\- ]/gu, '').replaceAll(' ', '-');
    let free = anchor;
    for (let number = 1; anchors.has(free); number++) free = `${anchor}-${number}`;
    anchors.add(free);
  }
  return anchors;
}

/** Folders in which nothing is written by hand. */
const SKIPPED = new Set(['node_modules', 'dist', 'heartwood-data', '.git', '.cache', 'coverage']);

/** Every Markdown file of the repository, relative to its root. */
export function pages(folder = ROOT): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : pages(path);
    return entry.name.endsWith('.md') ? [relative(ROOT, path)] : [];
  });
}

/** Where a link of a page leads, relative to the root; `undefined` outside of the repository or when nothing is there. */
export function targetOf(page: string, link: string): string | undefined {
  const [path = ''] = link.split('#', 1);
  const target = path === '' ? page : join(dirname(page), decodeURIComponent(path));
  return !target.startsWith('..') && existsSync(join(ROOT, target)) ? target : undefined;
}
