import { describe, expect, it } from 'vitest';
import { statusOf, toException } from './exception.js';

describe('toException', () => {
  const f = (message: string, code: number, type: string, status: number): void => {
    it(message, () => {
      const exception = toException(new Error(message));
      expect([exception.code, exception.type, statusOf(exception)]).toEqual([code, type, status]);
    });
  };

  f('Code: 62. DB::Exception: Syntax error: failed (here). (SYNTAX_ERROR)', 62, 'SYNTAX_ERROR', 400);
  f('Query failed: Code: 115. DB::Exception: Unknown setting. (UNKNOWN_SETTING)', 115, 'UNKNOWN_SETTING', 404);
  f('Code: 159. DB::Exception: Timeout exceeded. (TIMEOUT_EXCEEDED)\n', 159, 'TIMEOUT_EXCEEDED', 408);
  f('Code: 241. DB::Exception: Memory. (MEMORY_LIMIT_EXCEEDED)', 241, 'MEMORY_LIMIT_EXCEEDED', 500);
  f('Code: 7. DB::Exception: no name', 7, 'UNKNOWN_EXCEPTION', 500);
  f('something else', 1002, 'UNKNOWN_EXCEPTION', 500);

  it('keeps the words of the engine', () => {
    const text = 'Code: 60. DB::Exception: Table x does not exist. (UNKNOWN_TABLE)';
    expect(toException(new Error(text)).message).toBe(text);
  });
});
