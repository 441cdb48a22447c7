import { describe, expect, it } from 'vitest';
import { decodeLines } from './decode.js';

describe('decodeLines', () => {
  const limits = { lineBytes: 40, depth: 3, lines: 5 };
  const decoded = (text: string) => [...decodeLines(Buffer.from(text), limits)];

  it('numbers lines from 1, blank ones counted and passed over', () => {
    expect(decoded('{"a":1}\n\n \r\n{"b":2}')).toEqual([
      { line: 1, object: { a: 1 } },
      { line: 4, object: { b: 2 } },
    ]);
  });

  it('tells what is wrong with a line beside good ones', () => {
    expect(decoded(`[]\n{"a":[[[]]]}\n${'x'.repeat(41)}\n{"a":1}`)).toEqual([
      { line: 1, error: 'a line is one JSON object, this is an array' },
      { line: 2, error: 'nested deeper than 3 levels' },
      { line: 3, error: 'line of 41 bytes; at most 40' },
      { line: 4, object: { a: 1 } },
    ]);
  });

  it('refuses a body of too many lines, blank ones too', () => {
    expect(decoded('\n'.repeat(5))).toEqual([]);
    expect(() => decoded('\n'.repeat(6))).toThrow(
      expect.objectContaining({ name: 'BodyError', status: 413, message: 'the body has more than 5 lines' }),
    );
  });
});
