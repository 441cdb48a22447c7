import { describe, expect, it } from 'vitest';
import { completionTarget } from './completion-target.js';

describe('completionTarget', () => {
  const f = (before: string) => {
    const target = completionTarget(before);
    if (!target) return undefined;
    return target.kind === 'field'
      ? `field ${target.typed}@${target.from}`
      : `${target.field}=${target.typed}@${target.from}`;
  };

  it.each([
    ['', 'field @0'],
    ['ser', 'field ser@0'],
    ['refused -ser', 'field ser@9'],
    ['level:', 'level=@6'],
    ['level:ERR', 'level=ERR@6'],
    ['-service:"two wo', 'service=two wo@9'],
    ['"inside a phrase', undefined],
    ['/path', undefined],
    ['{', 'field @1'],
    ['{ser', 'field ser@1'],
    ['{service="sh', 'service=sh@9'],
    ['{service="shop", lev', 'field lev@17'],
    ['{service="shop"} |= "tim', undefined],
    ['{service="shop"} | level != "ER', 'level=ER@28'],
  ])('%j completes %s', (before, target) => {
    expect(f(before)).toBe(target);
  });
});
