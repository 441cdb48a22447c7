import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Failure } from '../failure.js';
import { detectFormat, FORMATS, formatNamed } from './detect.js';

const fixture = (name: string): string[] =>
  readFileSync(new URL(`../../test/fixtures/${name}`, import.meta.url), 'utf8').split('\n');

/** The first lines of a file of every format; each must be detected as exactly that. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  journal: ['{"__REALTIME_TIMESTAMP":"1795247139034567","MESSAGE":"m","PRIORITY":"6"}'],
  docker: ['{"log":"hello\\n","stream":"stdout","time":"2026-11-21T07:45:39.034567891Z"}'],
  cri: ['2026-11-21T07:45:39.034567891Z stdout F hello', '2026-11-21T07:45:39.034567891Z stderr P he'],
  dpkg: fixture('dpkg.txt'),
  apt: fixture('apt-history.txt'),
  'apt-term': fixture('apt-term.txt'),
  npm: fixture('npm-2026-11-21T07_58_01_934Z-debug-0.txt'),
  nginx: [
    '127.0.0.1 - - [21/Nov/2026:07:45:39 +0000] "GET / HTTP/1.1" 200 615 "-" "curl/8.5"',
    '127.0.0.1 - - [21/Nov/2026:07:45:39 +0000] "" 400 0 "-" "-"',
  ],
  'nginx-error': ['2026/11/21 07:45:39 [notice] 1#1: using the "epoll" event method'],
  'syslog-5424': ['<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - hello'],
  syslog: ['Nov 21 07:45:39 web-1 sshd[812]: a=1 b=2', '2026-11-21T07:45:39.034567+00:00 web-1 CRON[9]: x'],
  logfmt: ['ts=2026-11-21T07:45:39Z level=info msg="x"', 'level=warn msg=y', '    at f (x.js:1:1)'],
  json: ['{"level":30,"time":1795247139034,"msg":"x"}', '{"level":30,"time":1795247139034,"msg":"y"}'],
  plain: ['2026-11-21 07:45:39 INFO x', 'more of x', '2026-11-21 07:45:40 key=value pairs=here'],
};

describe('detection', () => {
  it.each(FORMATS.map((format) => format.name))('knows %s by its first lines', (name) => {
    const lines = SAMPLES[name];
    if (!lines) throw new Error(`add a sample of ${name}`);
    expect(detectFormat(lines).name).toBe(name);
  });

  it('takes text for anything else', () => {
    const f = (...lines: string[]): void => expect(detectFormat(lines).name).toBe('plain');
    f();
    f('');
    f('hello');
    f('# a heading', 'some prose = not logfmt');
    f('{not json', '{"neither":');
  });

  it('looks at most lines, not at the first alone', () => {
    expect(detectFormat(['npm start', '{"msg":"a"}', '{"msg":"b"}', '{"msg":"c"}']).name).toBe('json');
  });
});

it('finds a format by name or says which there are', () => {
  expect(formatNamed('dpkg').name).toBe('dpkg');
  expect(() => formatNamed('word')).toThrow(Failure);
});
