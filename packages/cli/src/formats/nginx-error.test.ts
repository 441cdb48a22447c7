import { expect, it } from 'vitest';
import { readEntry, sourceOf } from '../../test/entries.js';
import { nginxError } from './nginx-error.js';

it('reads errors with what nginx says about the request', () => {
  const line =
    '2026/11/21 08:45:39 [error] 31#32: *1 open() "/usr/share/nginx/html/no, such" failed (2: No such file or directory), client: 127.0.0.1, server: localhost, request: "GET /no HTTP/1.1", host: "shop.example"';
  expect(readEntry(nginxError, line, sourceOf('error.log', '+01:00'))).toEqual({
    time: '2026-11-21T07:45:39.000Z',
    level: 'ERROR',
    message: 'open() "/usr/share/nginx/html/no, such" failed (2: No such file or directory)',
    fields: {
      pid: 31,
      thread: '32',
      connection: 1,
      client_ip: '127.0.0.1',
      server: 'localhost',
      request: 'GET /no HTTP/1.1',
      http_host: 'shop.example',
    },
  });
});

it('knows its levels', () => {
  const f = (word: string, level: string): void =>
    expect(readEntry(nginxError, `2026/11/21 07:45:39 [${word}] 1#1: x`).level).toBe(level);
  f('notice', 'INFO');
  f('warn', 'WARNING');
  f('crit', 'CRITICAL');
  f('emerg', 'CRITICAL');
});
