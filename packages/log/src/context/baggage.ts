/** Values that travel with a request through all services, by name. They are handed on, and not logged. */
export type Baggage = Readonly<Record<string, string>>;

/** W3C Baggage, section 3.3.2: what every implementation must at least hand on; more is cut off. */
const MAX_MEMBERS = 64;
const MAX_BYTES = 8_192;

/** A token of RFC 9110, section 5.6.2. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;

/**
 * Reads the header `baggage` (https://www.w3.org/TR/baggage/). Members that are not valid are left out, properties after a semicolon too.
 *
 * @example parseBaggage('tenant=acme;ttl=1, plan=pro%20plus') // { tenant: 'acme', plan: 'pro plus' }
 */
export function parseBaggage(header: unknown): Baggage {
  const text = Array.isArray(header) ? header.join(',') : header;
  if (typeof text !== 'string' || text.length > MAX_BYTES) return {};
  const members: [string, string][] = [];
  for (const member of text.split(',').slice(0, MAX_MEMBERS)) {
    const [pair = ''] = member.split(';');
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(equals, 0)).trim();
    const value = decoded(pair.slice(equals + 1).trim());
    if (NAME.test(name) && name !== '__proto__' && value !== undefined) members.push([name, value]);
  }
  return Object.fromEntries(members);
}

/** The header `baggage` for a call to someone else; `undefined` when there is nothing to hand on. */
export function formatBaggage(baggage: Baggage): string | undefined {
  let header = '';
  for (const [name, value] of Object.entries(baggage).slice(0, MAX_MEMBERS)) {
    if (!NAME.test(name)) continue;
    const member = `${header === '' ? '' : ','}${name}=${encodeURIComponent(Buffer.from(String(value)).toString())}`;
    if (header.length + member.length > MAX_BYTES) break;
    header += member;
  }
  return header === '' ? undefined : header;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
