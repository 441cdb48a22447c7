import { expect, it } from 'vitest';
import { readEntry } from '../../test/entries.js';
import { accessLog } from './access-log.js';

it('reads common, combined and virtual host lines of nginx and Apache', () => {
  const f = (line: string, want: unknown): void => expect(readEntry(accessLog, line), line).toEqual(want);
  f('127.0.0.1 - - [21/Nov/2026:07:45:39 +0000] "GET /cart?id=7 HTTP/1.1" 200 615 "-" "curl/8.5"', {
    time: '2026-11-21T07:45:39.000Z',
    level: 'INFO',
    message: 'GET /cart?id=7 HTTP/1.1 200',
    fields: {
      event: 'http.request',
      client_ip: '127.0.0.1',
      status: 200,
      method: 'GET',
      path: '/cart',
      query: 'id=7',
      http_version: '1.1',
      response_bytes: 615,
      user_agent: 'curl/8.5',
    },
  });
  f('2001:db8::1 - frank [10/Oct/2000:13:55:36 -0700] "POST /x HTTP/1.0" 503 -', {
    time: '2000-10-10T20:55:36.000Z',
    level: 'ERROR',
    message: 'POST /x HTTP/1.0 503',
    fields: {
      event: 'http.request',
      client_ip: '2001:db8::1',
      status: 503,
      method: 'POST',
      path: '/x',
      http_version: '1.0',
      username: 'frank',
    },
  });
  f('shop.example:443 192.0.2.7 - - [21/Nov/2026:07:45:39 +0000] "\\x16\\x03\\x01" 400 157 "-" "-" 0.003', {
    time: '2026-11-21T07:45:39.000Z',
    level: 'WARNING',
    message: '\\x16\\x03\\x01 400',
    fields: {
      event: 'http.request',
      client_ip: '192.0.2.7',
      status: 400,
      virtual_host: 'shop.example:443',
      response_bytes: 157,
      more: '0.003',
    },
  });
});

it('keeps a line that is none as text', () => {
  expect(readEntry(accessLog, 'nothing of the kind')).toEqual({ message: 'nothing of the kind', fields: {} });
});
