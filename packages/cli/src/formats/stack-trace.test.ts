import { expect, it } from 'vitest';
import { splitStackTrace } from './stack-trace.js';

it('splits off the stack trace of every language and names the error', () => {
  const f = (text: string, message: string, type: string | undefined, error: string): void => {
    const split = splitStackTrace(text);
    expect(split?.message).toBe(message);
    expect(split?.error.type).toBe(type);
    expect(split?.error.message).toBe(error);
    expect(split?.error.stack).toBe(text);
  };
  f(
    'TypeError: x is not a function\n    at f (app.js:1:2)',
    'TypeError: x is not a function',
    'TypeError',
    'x is not a function',
  );
  f(
    'request failed\njava.io.IOException: broken pipe\n\tat a.b.C.d(C.java:12)\n\t... 3 more',
    'request failed',
    'java.io.IOException',
    'broken pipe',
  );
  f(
    'Traceback (most recent call last):\n  File "app.py", line 3, in <module>\nValueError: no such value',
    'Traceback (most recent call last):',
    'ValueError',
    'no such value',
  );
});

it('leaves other text of several lines alone', () => {
  expect(splitStackTrace('first\n  second')).toBeUndefined();
  expect(splitStackTrace('one line')).toBeUndefined();
});
