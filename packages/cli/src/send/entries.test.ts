import { expect, it } from 'vitest';
import { plain } from '../formats/plain.js';
import { createEntryJoiner, type RawEntry } from './entries.js';

function join(texts: readonly string[], limits = { lines: 10, characters: 1_000 }): RawEntry[] {
  const joiner = createEntryJoiner(plain, limits);
  let end = 0;
  const entries = texts.map((text) => {
    end += text.length + 1;
    return joiner.push({ text, end, cut: false });
  });
  return [...entries, joiner.end()].filter((entry) => entry !== undefined);
}

it('knows of each entry its lines, its place and where the next begins', () => {
  expect(join(['one', '  more', '', 'two'])).toEqual([
    { text: 'one\n  more\n', line: 1, end: 12, cut: false },
    { text: 'two', line: 4, end: 16, cut: false },
  ]);
});

it('leaves out what is over the limits and says so', () => {
  const frames = Array.from({ length: 50 }, (_, index) => `    at f${index} (x.js:1:1)`);
  const [byLines, next] = join(['Error: deep', ...frames, 'next']);
  expect(byLines?.text.split('\n')).toHaveLength(10);
  expect(byLines?.cut).toBe(true);
  expect(next).toMatchObject({ text: 'next', line: 52, cut: false });
  expect(join(['Error: deep', ...frames], { lines: 100, characters: 60 })[0]).toMatchObject({ cut: true });
});
