import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineSplitter, type Line } from './lines.js';

const split = (chunks: readonly (string | Buffer)[], maxBytes = 1_000): Line[] => {
  const splitter = createLineSplitter(maxBytes);
  return [...chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk))), ...splitter.end()];
};

describe('lines', () => {
  it('end in LF, CRLF or with the file', () => {
    const f = (chunks: string[], want: string[]): void => expect(split(chunks).map((line) => line.text)).toEqual(want);
    f([], []);
    f(['one\ntwo\n'], ['one', 'two']);
    f(['one\r\ntwo'], ['one', 'two']);
    f(['o', 'ne', '\n', '\nthree'], ['one', '', 'three']);
    f(['\uFEFFone\n\uFEFFtwo\n'], ['one', '\uFEFFtwo']);
    f(['a\0\0b\n'], ['ab']);
  });

  it('say where the next one begins', () => {
    expect(split(['one\r\n', 'zwö', 'lf\nx']).map((line) => line.end)).toEqual([5, 12, 13]);
  });

  it('are read even when they are not UTF-8, or cut between the bytes of a character', () => {
    const [line] = split([Buffer.from([0x61, 0xff, 0x62, 0x0a])]);
    expect(line?.text).toBe('a\uFFFDb');
    const bytes = Buffer.from('ö\n');
    expect(split([bytes.subarray(0, 1), bytes.subarray(1)])[0]?.text).toBe('ö');
  });

  it('are cut at the limit, and what follows is whole again', () => {
    const lines = split(['x'.repeat(40), 'y'.repeat(40), '\nnext\n'], 50);
    expect(lines.map(({ text, cut }) => [text, cut])).toEqual([
      ['x'.repeat(40) + 'y'.repeat(10), true],
      ['next', false],
    ]);
    expect(lines[0]?.end).toBe(81);
  });

  it('are the same however the file is cut into chunks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', 'ö', ''), { maxLength: 60 }),
        fc.array(fc.nat(20), { maxLength: 10 }),
        (pieces, sizes) => {
          const whole = Buffer.from(pieces.join(''));
          const chunks: Buffer[] = [];
          let at = 0;
          for (const size of sizes) {
            chunks.push(whole.subarray(at, at + size));
            at += size;
          }
          chunks.push(whole.subarray(at));
          expect(split(chunks, 7)).toEqual(split([whole], 7));
        },
      ),
    );
  });
});
