import { describe, expect, it } from 'vitest';
import { detectLevel } from './detected-level.js';

describe('detectLevel', () => {
  const f = (line: string, want: string, labels = {}, metadata = {}) =>
    it(`${JSON.stringify(metadata)} ${JSON.stringify(labels)} ${line} is ${want}`, () =>
      expect(detectLevel(labels, metadata, line)).toBe(want));

  f('x', 'warn', { level: 'info' }, { level: 'WARNING' });
  f('error', 'info', { level: 'info' });
  f('x', 'unknown', { level: 'loud' });
  f('ts=1 level=error msg="info"', 'error');
  f('ts=1 lvl="warn" msg=x', 'warn');
  f('{"msg":"error","level":"debug"}', 'debug');
  f('2026-11-21 08:00:00 [ERROR] it broke', 'error');
  f('WARN: low', 'warn');
  f('the information desk has terror', 'unknown');
  f(`${'x'.repeat(300)} error`, 'unknown');
  f('', 'unknown');
});
