import { BlockList, isIP } from 'node:net';

/**
 * Which proxies are believed when they say in `X-Forwarded-For` whom they speak for: `false` none; a number: that many
 * hops in front of the application; a list: these addresses and networks (`10.0.0.0/8`, `::1`, `loopback`).
 */
export type TrustProxy = false | number | readonly string[];

/** Whether the address that is `hop` hops away from the application (0: the socket's peer) is a proxy to be believed. */
export type TrustTest = (address: string, hop: number) => boolean;

/** Addresses read from one header, so that a forged one cannot cost much. */
const MAX_FORWARDED = 32;

/**
 * The test of a {@link TrustProxy} setting.
 *
 * @throws {TypeError} when the list has something that is neither an address nor a network: at start, never in a request
 */
export function trustTest(trust: TrustProxy): TrustTest {
  if (trust === false) return () => false;
  if (typeof trust === 'number') return (_address, hop) => hop < trust;
  const networks = new BlockList();
  for (const network of trust.flatMap((entry) => (entry === 'loopback' ? ['127.0.0.0/8', '::1'] : [entry]))) {
    const [address = '', prefix] = network.split('/');
    const version = isIP(address);
    const bits = prefix === undefined ? (version === 4 ? 32 : 128) : Number(prefix);
    if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > (version === 4 ? 32 : 128))
      throw new TypeError(`trustProxy: '${network}' is neither an IP address nor a network such as 10.0.0.0/8`);
    networks.addSubnet(address, bits, version === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => networks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * The address of the client: from the socket's peer back through `X-Forwarded-For`, the first that is not a trusted proxy.
 *
 * @param peer the socket's remote address
 * @param forwarded the header, or its values when it came more than once
 */
export function clientIp(
  peer: string | undefined,
  forwarded: string | readonly string[] | undefined,
  trusted: TrustTest,
): string | undefined {
  let address = plainAddress(peer ?? '');
  if (address === undefined || forwarded === undefined) return address;
  const hops = (typeof forwarded === 'string' ? forwarded : forwarded.join(',')).split(',').reverse();
  for (const [hop, text] of hops.slice(0, MAX_FORWARDED).entries()) {
    if (!trusted(address, hop)) return address;
    const next = plainAddress(text.trim());
    if (next === undefined) return address;
    address = next;
  }
  return address;
}

/**
 * The address of the client where no socket is known: the last entry of `X-Forwarded-For` was written by the hop in front of the
 * application, whose own address nobody tells.
 */
export function forwardedClient(forwarded: string | undefined, trusted: TrustTest): string | undefined {
  const hops = forwarded?.split(',') ?? [];
  const last = hops.pop()?.trim();
  return clientIp(last, hops.length === 0 ? undefined : hops.join(','), (address, hop) => trusted(address, hop + 1));
}

/** An address without the port some proxies add and without the prefix of IPv4 in IPv6; `undefined` when it is none. */
export function plainAddress(text: string): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const address = bare.startsWith('::ffff:') && isIP(bare.slice(7)) === 4 ? bare.slice(7) : bare;
  return isIP(address) === 0 ? undefined : address;
}
