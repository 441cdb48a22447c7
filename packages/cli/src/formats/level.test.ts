import { expect, it } from 'vitest';
import { levelInText, levelOfPino, levelOfStatus, levelOfSyslog, levelOfWord } from './level.js';

it('knows what loggers call their levels', () => {
  const f = (word: string, want: string | undefined): void => expect(levelOfWord(word), word).toBe(want);
  f('silly', 'DEBUG');
  f('Information', 'INFO');
  f('NOTICE', 'INFO');
  f('warn', 'WARNING');
  f('SEVERE', 'ERROR');
  f('fatal', 'CRITICAL');
  f('\u001b[32minfo\u001b[39m', 'INFO');
  f('constructor', undefined);
  f('inform', undefined);
});

it('knows the numbers of pino, syslog and HTTP', () => {
  expect([10, 20, 30, 35, 40, 50, 60].map(levelOfPino)).toEqual([
    'DEBUG',
    'DEBUG',
    'INFO',
    'INFO',
    'WARNING',
    'ERROR',
    'CRITICAL',
  ]);
  expect([0, 2, 3, 4, 5, 6, 7].map(levelOfSyslog)).toEqual([
    'CRITICAL',
    'CRITICAL',
    'ERROR',
    'WARNING',
    'INFO',
    'INFO',
    'DEBUG',
  ]);
  expect([200, 304, 404, 503].map(levelOfStatus)).toEqual(['INFO', 'INFO', 'WARNING', 'ERROR']);
});

it('finds the level a line of text states, and none where it states none', () => {
  const f = (text: string, want: string | undefined): void => expect(levelInText(text), text).toBe(want);
  f('ERROR something broke', 'ERROR');
  f('[error] something broke', 'ERROR');
  f('[main] WARN  c.e.Service - slow', 'WARNING');
  f('warning: deprecated', 'WARNING');
  f('Error: connect ECONNREFUSED', 'ERROR');
  f('level=debug msg=x', 'DEBUG');
  f('<INFO> started', 'INFO');
  f('[123] LOG:  checkpoint starting', 'INFO');
  f('[123] FATAL:  the database system is starting up', 'CRITICAL');
  f('found 0 errors and 3 warnings', undefined);
  f('no error here', undefined);
  f('INFORMED users', undefined);
  f(`${'x'.repeat(200)} ERROR`, undefined);
});
