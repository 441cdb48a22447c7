import { describe, expect, it } from 'vitest';
import { evaluateConstant } from './constant.js';

describe('evaluateConstant', () => {
  it.each<[string, 'scalar' | 'vector', number]>([
    ['vector(1)+vector(1)', 'vector', 2],
    ['1 + 2 * 3', 'scalar', 7],
    ['(1 + 2) * 3', 'scalar', 9],
    ['2 ^ 3 ^ 2', 'scalar', 512],
    ['10 - 4 - 3', 'scalar', 3],
    ['-7 % 4', 'scalar', -3],
    ['1 / 0', 'scalar', Infinity],
    ['vector(-1.5) + 1', 'vector', -0.5],
  ])('%s', (text, kind, value) => {
    expect(evaluateConstant(text)).toEqual({ kind, value });
  });

  it.each(['{a="b"}', 'rate({}[5m])', '1 +', 'vector(x)', '(1', '1 2', ''])('leaves %s to others', (text) => {
    expect(evaluateConstant(text)).toBeUndefined();
  });

  it('refuses endless nesting', () => {
    expect(() => evaluateConstant('('.repeat(10_000))).toThrow(/nested more than 100/i);
  });
});
