import { expect, it } from 'vitest';
import { userAgentFacts } from './user-agent.js';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

it.each([
  ['Chrome 126', 'Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/126.0.0.0 Safari/537.36`],
  [
    'Edge 126',
    'Windows',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.2592.56`,
  ],
  [
    'Opera 111',
    'macOS',
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Chrome/125.0.0.0 Safari/537.36 OPR/111.0.0.0`,
  ],
  ['Firefox 140', 'Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
  [
    'Safari 17',
    'macOS',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
  ],
  [
    'Safari 17',
    'iOS',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  ],
  ['Chrome 125', 'Android', `Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/125.0.0.0 Mobile Safari/537.36`],
  [
    'Samsung Internet 25',
    'Android',
    `Mozilla/5.0 (Linux; Android 14) ${webkit} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`,
  ],
  ['Chrome 131', 'Linux', `Mozilla/5.0 (X11; Linux x86_64) ${webkit} HeadlessChrome/131.0.0.0 Safari/537.36`],
])('%s on %s', (browser, os, userAgent) => {
  expect(userAgentFacts({ 'user-agent': userAgent })).toEqual({ browser, os });
});

it('believes client hints first, and leaves out what nobody knows', () => {
  const hints = {
    'sec-ch-ua': '"Not/A)Brand";v="8", "Chromium";v="126", "Google Chrome";v="126"',
    'sec-ch-ua-platform': '"Windows"',
  };
  expect(userAgentFacts(hints)).toEqual({ browser: 'Google Chrome 126', os: 'Windows' });
  expect(userAgentFacts({ 'user-agent': 'curl/8.5' })).toEqual({});
  expect(userAgentFacts({})).toEqual({});
});
