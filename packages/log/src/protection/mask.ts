import type { MaskKeep } from '../entry/declared-field.js';

/** What stands in the place of a value that is masked as a whole. */
export const MASKED = '[masked]';

/** Below this length four characters would be too much of the value. */
const LAST4_LENGTH = 8;

/** What a domain consists of, with letters of every script (RFC 5890); anything else is no domain and may be anything. */
const DOMAIN = /^[\p{L}\p{M}\p{N}-]{1,63}(\.[\p{L}\p{M}\p{N}-]{1,63})+$/u;

/**
 * The mask of a value: the useful part that the declaration wants to keep, or nothing of it when the value does not look as the
 * declaration says.
 *
 * @example masked('4111111111111111', 'last4')  // '***1111'
 * @example masked('kim@shop.example', 'domain')  // '***@shop.example'
 * @example masked('203.0.113.77', 'network')     // '203.0.113.0/24'
 */
export function masked(text: string, keep: MaskKeep | undefined): string {
  switch (keep) {
    case 'last4': {
      const units = [...text];
      return units.length < LAST4_LENGTH ? MASKED : `***${units.slice(-4).join('')}`;
    }
    case 'domain': {
      const domain = text.slice(text.lastIndexOf('@') + 1);
      return text.includes('@') && domain.length <= 253 && DOMAIN.test(domain) ? `***@${domain}` : MASKED;
    }
    case 'network':
      return networkOf(text) ?? MASKED;
    default:
      return MASKED;
  }
}

const BYTE = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IPV4 = new RegExp(`^(${BYTE}\\.${BYTE}\\.${BYTE})\\.${BYTE}$`);

/** The /24 of an IPv4 address, the /48 of an IPv6 address: about a site, not about a person. */
function networkOf(address: string): string | undefined {
  const first24 = IPV4.exec(address)?.[1];
  if (first24 !== undefined) return `${first24}.0/24`;
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return networkOf(mapped);
  const groups = groupsOf(address.replace(/%[\w.-]+$/, ''));
  return groups === undefined ? undefined : `${groups.slice(0, 3).join(':')}::/48`;
}

/** The eight groups of an IPv6 address; the parser of URLs (https://url.spec.whatwg.org/#concept-ipv6-parser) checks and normalises it. */
function groupsOf(address: string): string[] | undefined {
  if (!/^[\da-f:.]{2,45}$/i.test(address) || !URL.canParse(`http://[${address}]`)) return undefined;
  const [left = '', right] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  if (right === undefined) return groups(left);
  const zeros = 8 - groups(left).length - groups(right).length;
  return [...groups(left), ...new Array<string>(zeros).fill('0'), ...groups(right)];
}
