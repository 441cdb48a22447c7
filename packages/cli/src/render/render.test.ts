import type { LogRecord } from '@heartwood/server/contract';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { rendererOf } from './render.js';
import { localTime } from './text.js';

const entry: LogRecord = {
  id: '019aa3c1-0000-7000-8000-000000000000',
  timestamp: '2026-11-21T07:45:39.034567Z',
  received_at: '2026-11-21T07:45:40.000Z',
  level: 'ERROR',
  message: 'Payment "p1"\nfailed',
  stream: 'app',
  retention: 'app',
  service: 'shop',
  event: 'payment.failed',
  error: { type: 'DeclinedError', message: 'no money' },
  fields: { order: 'o_1', 'amount\u001b': 12.5, tags: ['a', 'b'], note: '' },
};
const line = (format: 'text' | 'json' | 'csv', colours = false): string =>
  rendererOf(format, pc.createColors(colours)).line(entry);

describe('an entry', () => {
  it('is one line of text', () => {
    expect(line('text')).toBe(
      `${localTime(entry.timestamp)} ERROR    shop Payment "p1" ⏎ failed event=payment.failed error="DeclinedError: no money" order=o_1 amount\\x1b=12.5 tags="[\\"a\\",\\"b\\"]" note=""\n`,
    );
  });

  it('leaves the headers of a request out of text, and only them', () => {
    const request: LogRecord = {
      ...entry,
      fields: {
        status: 200,
        headers_host: 'shop.example',
        response_headers_etag: 'W/"1"',
        headers: { host: 'shop.example' },
        response_headers: {},
        headers_: 'a',
        headersize: 12,
        request_headers_host: 'b',
      },
    };
    const of = (format: 'text' | 'json'): string => rendererOf(format, pc.createColors(false)).line(request);
    expect(of('text')).toMatch(/"DeclinedError: no money" status=200 headersize=12 request_headers_host=b\n$/);
    expect(JSON.parse(of('json'))).toEqual(request);
  });

  it('has colours where they are wanted', () => {
    expect(line('text', true)).toContain(pc.createColors(true).red('ERROR   '));
  });

  it('is a line of JSON as the API gives it', () => {
    expect(JSON.parse(line('json'))).toEqual(entry);
  });

  it('is a line of CSV with quotes where needed', () => {
    const { header } = rendererOf('csv', pc.createColors(false));
    expect(header).toBe(
      'timestamp,level,stream,service,environment,event,message,request_id,user_id,id,error,fields\r\n',
    );
    expect(line('csv')).toBe(
      '2026-11-21T07:45:39.034567Z,ERROR,app,shop,,payment.failed,"Payment ""p1""\nfailed",,,019aa3c1-0000-7000-8000-000000000000,"{""type"":""DeclinedError"",""message"":""no money""}","{""order"":""o_1"",""amount\\u001b"":12.5,""tags"":[""a"",""b""],""note"":""""}"\r\n',
    );
  });
});
