/** What a request presents to prove who makes it. */
export type Credentials =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'session'; readonly token: string }
  /** Something in `Authorization` that is neither; refused even when a session cookie comes along. */
  | { readonly kind: 'unreadable' };

export const SESSION_COOKIE = 'heartwood_session';

interface Presented {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly cookies: Readonly<Record<string, string | undefined>>;
}

/**
 * Finds the credentials of a request: `Authorization: Bearer`, `X-API-Key`, the password of basic authentication (RFC 7617; the
 * user name does not matter, Loki clients put a tenant there), then the session cookie. A key that is given counts, also
 * when it is wrong: a program must not act as the person whose browser it runs in.
 */
export function credentialsOf({ headers, cookies }: Presented): Credentials | undefined {
  const header = headers['x-api-key'];
  if (typeof header === 'string') return { kind: 'key', key: header.trim() };
  const { authorization } = headers;
  if (typeof authorization === 'string') {
    const [, scheme = '', value = ''] = /^(\S+)\s+(\S+)\s*$/.exec(authorization) ?? [];
    if (scheme.toLowerCase() === 'bearer') return { kind: 'key', key: value };
    if (scheme.toLowerCase() !== 'basic') return { kind: 'unreadable' };
    const pair = Buffer.from(value, 'base64').toString('utf8');
    const colon = pair.indexOf(':');
    return colon < 0 ? { kind: 'unreadable' } : { kind: 'key', key: pair.slice(colon + 1) };
  }
  const token = cookies[SESSION_COOKIE];
  return token === undefined ? undefined : { kind: 'session', token };
}
