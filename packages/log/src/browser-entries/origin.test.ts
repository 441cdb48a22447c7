import { describe, expect, it } from 'vitest';
import { isAllowedOrigin, networkOf } from './origin.js';

describe('isAllowedOrigin', () => {
  const allowed = new Set(['https://www.shop.example']);
  it.each<[string, string | undefined, string | undefined, string | undefined, boolean]>([
    ['the application itself', 'https://shop.example', 'same-origin', 'shop.example', true],
    ['behind a proxy that changes Host', 'https://shop.example', 'same-origin', '10.0.0.7:3000', true],
    ['a page whose policy hides its origin', 'null', 'same-origin', 'shop.example', true],
    ['a page of http, which has no Sec-Fetch-Site', 'http://shop.example:3000', undefined, 'shop.example:3000', true],
    ['capitals in Host', 'http://shop.example', undefined, 'Shop.example', true],
    ['another origin', 'https://evil.example', 'cross-site', 'shop.example', false],
    ['another origin that claims our host', 'https://evil.example', undefined, 'shop.example', false],
    ['a subdomain', 'https://x.shop.example', 'same-site', 'shop.example', false],
    ['another port', 'http://shop.example:81', undefined, 'shop.example', false],
    ['an allowed origin', 'https://www.shop.example', 'same-site', 'api.shop.example', true],
    ['no origin', undefined, undefined, 'shop.example', false],
    ['null', 'null', undefined, 'null', false],
    ['an address typed in', undefined, 'none', 'shop.example', false],
  ])('%s', (_, origin, fetchSite, host, expected) => {
    expect(isAllowedOrigin({ origin, fetchSite, host }, allowed)).toBe(expected);
  });
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
  ['2001:db8:1:2::', '2001:db8:1:2'],
])('%s is counted by %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
