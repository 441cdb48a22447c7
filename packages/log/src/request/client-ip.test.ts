import { describe, expect, it } from 'vitest';
import { clientIp, plainAddress, type TrustProxy, trustTest } from './client-ip.js';

describe('clientIp', () => {
  it.each<[string, TrustProxy, string | undefined, string | undefined, string | undefined]>([
    ['nobody is believed', false, '10.0.0.1', '1.2.3.4', '10.0.0.1'],
    ['no header', 1, '10.0.0.1', undefined, '10.0.0.1'],
    ['one hop', 1, '10.0.0.1', '6.6.6.6, 1.2.3.4', '1.2.3.4'],
    ['two hops', 2, '10.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.2', '1.2.3.4'],
    ['more hops than there are', 9, '10.0.0.1', '1.2.3.4', '1.2.3.4'],
    ['a trusted network', ['10.0.0.0/8'], '10.0.0.1', '6.6.6.6, 1.2.3.4, 10.9.9.9', '1.2.3.4'],
    ['a peer outside it', ['10.0.0.0/8'], '8.8.8.8', '1.2.3.4', '8.8.8.8'],
    ['loopback', ['loopback'], '::1', '1.2.3.4', '1.2.3.4'],
    ['IPv6', ['fd00::/8'], 'fd00::1', '2001:db8::7', '2001:db8::7'],
    ['IPv4 in IPv6', ['127.0.0.1'], '::ffff:127.0.0.1', '1.2.3.4', '1.2.3.4'],
    ['ports', 1, '10.0.0.1', '1.2.3.4:5678', '1.2.3.4'],
    ['ports of IPv6', 1, '10.0.0.1', '[2001:db8::7]:443', '2001:db8::7'],
    ['what is no address', 1, '10.0.0.1', 'unknown', '10.0.0.1'],
    ['a forged value', 1, '10.0.0.1', '"><script>', '10.0.0.1'],
    ['no peer', 1, undefined, '1.2.3.4', undefined],
  ])('%s', (_, trust, peer, forwarded, expected) => {
    expect(clientIp(peer, forwarded, trustTest(trust))).toBe(expected);
  });

  it('reads a header that came twice as one', () => {
    expect(clientIp('10.0.0.1', ['6.6.6.6', '1.2.3.4'], trustTest(1))).toBe('1.2.3.4');
  });

  it.each(['10.0.0.0/40', 'proxy.example', '10.0.0.0/x'])('refuses the network %s at start', (network) => {
    expect(() => trustTest([network])).toThrow(`'${network}'`);
  });
});

describe('plainAddress', () => {
  it.each([
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['192.0.2.7:52110', '192.0.2.7'],
    ['unknown', undefined],
  ])('%s is %s', (text, address) => {
    expect(plainAddress(text)).toBe(address);
  });
});
