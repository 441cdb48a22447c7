import { isIP } from 'node:net';
import type { MaskKeep } from '../entry/field.js';

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

/** The /24 of an IPv4 address, the /48 of an IPv6 address: about a site, not about a person. */
function networkOf(address: string): string | undefined {
  const version = isIP(address);
  if (version === 4) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  if (version === 0) return undefined;
  const mapped = /^::ffff:(\d+\.\d+\.\d+)\.\d+$/i.exec(address)?.[1];
  if (mapped !== undefined) return `${mapped}.0/24`;
  const groups = firstGroups(address.replace(/%.*$/, ''));
  return `${groups.join(':')}::/48`;
}

/** The first three groups of an IPv6 address, without leading zeros. */
function firstGroups(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  // A dotted quad at the end stands for two groups.
  const written = [...left, ...right].reduce((count, group) => count + (group.includes('.') ? 2 : 1), 0);
  const groups = tail === undefined ? left : [...left, ...new Array<string>(8 - written).fill('0'), ...right];
  return groups.slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16));
}
