import { describe, expect, it } from 'vitest';
import { parseLevel } from './level.js';

describe('parseLevel', () => {
  it.each([
    ['info', 'info'],
    ['WARNING', 'warning'],
    [' Critical ', 'critical'],
    ['warn', 'warning'],
    ['FATAL', 'critical'],
    ['trace', 'debug'],
    ['loud', undefined],
    ['toString', undefined],
    ['', undefined],
  ])('%s', (name, level) => {
    expect(parseLevel(name)).toBe(level);
  });
});
