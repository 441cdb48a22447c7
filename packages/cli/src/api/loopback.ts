/**
 * Whether a host of a URL is this machine and nothing else.
 *
 * @param hostname as `URL` writes it: IPv6 in brackets
 */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
