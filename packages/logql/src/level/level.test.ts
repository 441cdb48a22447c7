import { describe, expect, it } from 'vitest';
import { LEVEL_NAMES, type LevelName, levelName } from './level.js';

describe('levelName', () => {
  const f = (text: string, want: LevelName | undefined) =>
    it(`${text.slice(0, 20)} is ${want}`, () => expect(levelName(text)).toBe(want));

  for (const level of LEVEL_NAMES) f(level, level);
  f('warn', 'WARNING');
  f('Warning', 'WARNING');
  f('silly', 'DEBUG');
  f('DEBUG1', 'DEBUG');
  f('notice', 'INFO');
  f('informational', 'INFO');
  f('e', 'ERROR');
  f('emerg', 'CRITICAL');
  f('', undefined);
  f('inform', undefined);
  f('constructor', undefined);
  f('x'.repeat(1_000_000), undefined);
});
