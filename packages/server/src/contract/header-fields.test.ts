import { expect, it } from 'vitest';
import { isHeaderField } from './header-fields.js';

it('tells header fields from others that begin alike', () => {
  const fields = ['headers', 'headers_accept', 'response_headers', 'response_headers_vary', 'headersize', 'my_headers'];
  expect(fields.filter(isHeaderField)).toEqual(fields.slice(0, 4));
});
