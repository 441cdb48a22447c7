import type { LogRecord } from '@heartwood/server/contract';
import { describe, expect, it } from 'vitest';
import { fieldPreview } from './field-preview.js';

const entry = (fields: LogRecord['fields'], error?: LogRecord['error']): LogRecord => ({
  id: '019aa3c1-0000-7000-8000-000000000000',
  timestamp: '2026-11-21T07:45:39.034567Z',
  received_at: '2026-11-21T07:45:40.000Z',
  level: 'INFO',
  message: 'GET /orders 200',
  stream: 'app',
  retention: 'app',
  fields,
  ...(error && { error }),
});

describe('the preview behind a message', () => {
  it('shows no headers, so that what differs between requests has the room', () => {
    const headers = Object.fromEntries(
      ['host', 'accept', 'etag', 'via', 'te', 'dnt'].map((name) => [`headers_${name}`, name]),
    );
    const request = entry({
      ...headers,
      headers: { host: 'shop' },
      response_headers: {},
      response_headers_etag: '1',
      status: 200,
      headersize: 12,
    });
    expect(fieldPreview(request, [])).toEqual([
      { name: 'status', value: '200' },
      { name: 'headersize', value: '12' },
    ]);
  });

  it('puts the error first and leaves out what has a column', () => {
    const failed = entry({ status: 500, order: 'o_1' }, { type: 'DeclinedError', message: 'no money' });
    expect(fieldPreview(failed, ['status'])).toEqual([
      { name: 'error', value: 'no money' },
      { name: 'order', value: 'o_1' },
    ]);
  });

  it('is short', () => {
    const fields = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`field${index}`, 'x'.repeat(100)]));
    const preview = fieldPreview(entry(fields), []);
    expect(preview).toHaveLength(6);
    expect(preview[0]).toEqual({ name: 'field0', value: `${'x'.repeat(80)}…` });
  });
});
