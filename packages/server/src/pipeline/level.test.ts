import { describe, expect, it } from 'vitest';
import type { Json, Level } from '../record/index.js';
import { readLevel } from './level.js';

describe('readLevel', () => {
  const f = (claim: Json | undefined, want: Level | undefined) =>
    it(`${JSON.stringify(claim)} is ${want}`, () => expect(readLevel(claim)).toBe(want));

  f('INFO', 'INFO');
  f('warn', 'WARNING');
  f(' Warning ', 'WARNING');
  f('FATAL', 'CRITICAL');
  f('emerg', 'CRITICAL');
  f('trace', 'DEBUG');
  f('notice', 'INFO');
  f(30, 'INFO');
  f(60, 'CRITICAL');
  f('50', 'ERROR');
  f(35, undefined);
  f('', undefined);
  f('loud', undefined);
  f('x'.repeat(1_000_000), undefined);
  f(undefined, undefined);
  f(null, undefined);
  f({ level: 'info' }, undefined);
});
