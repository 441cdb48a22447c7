import { isIP } from 'node:net';

/** What a request tells of the page it comes from. */
export interface Provenance {
  /** `Origin` */
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`, which no script can set. */
  readonly fetchSite: string | undefined;
  /** `Host` */
  readonly host: string | undefined;
}

/**
 * Whether a request comes from a page of the application itself, or of an allowed origin. `Sec-Fetch-Site` counts where the browser
 * sends it (https and localhost): it is right also when a proxy changes `Host`, and when the page's policy makes `Origin` null.
 */
export function isAllowedOrigin({ origin, fetchSite, host }: Provenance, allowed: ReadonlySet<string>): boolean {
  if (origin !== undefined && allowed.has(origin)) return true;
  if (fetchSite !== undefined) return fetchSite === 'same-origin';
  return origin !== undefined && host !== undefined && /^https?:\/\/(.*)$/.exec(origin)?.[1] === host.toLowerCase();
}

/**
 * What addresses are counted by: an IPv4 address, or the network of 64 bits that an IPv6 address is in, since one customer has all
 * of that (RFC 6177).
 *
 * @example networkOf('2001:db8::1') // '2001:db8:0:0'
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail === undefined) return groups.slice(0, 4).join(':');
  const behind = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - behind.length) }, () => '0');
  return [...groups, ...zeros, ...behind].slice(0, 4).join(':');
}
