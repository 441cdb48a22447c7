import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import heartwood, { rules } from '@heartwood/eslint-plugin';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { blocksOf, ROOT } from './markdown.js';

const blocks = blocksOf(readFileSync(join(ROOT, 'docs/guide/anti-patterns.md'), 'utf8'));

/** The rules that report something in it. */
function reported(code: string): string[] {
  const messages = new Linter().verify(code, [heartwood.configs.recommended]);
  return [...new Set(messages.map(({ ruleId, message }) => ruleId ?? message))];
}

describe('docs/guide/anti-patterns.md', () => {
  it('has an example of every rule, each followed by the right way', () => {
    const notes = blocks.map(({ language, note }) => `${language} ${note}`);
    const dont = notes.filter((note) => note.startsWith('js dont '));
    expect(dont.toSorted()).toEqual(
      Object.keys(rules)
        .map((rule) => `js dont ${rule}`)
        .toSorted(),
    );
    expect(notes).toEqual(dont.flatMap((note) => [note, 'js do']));
  });

  it.each(blocks.filter(({ note }) => note !== 'do'))('$note', ({ note, text }) => {
    expect(reported(text)).toEqual([`heartwood/${note.slice('dont '.length)}`]);
  });

  it.each(blocks.filter(({ note }) => note === 'do'))('nothing is found in $text', ({ text }) => {
    expect(reported(text)).toEqual([]);
  });
});
