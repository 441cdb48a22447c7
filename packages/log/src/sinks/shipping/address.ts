/** Where a shipping sink sends, and what goes with every request. */
export interface Address {
  readonly url: URL;
  /** `Authorization`, when the address or the options have credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** The address without its credentials. */
  readonly shown: string;
}

/** Ways to show who is asking. */
export interface Credentials {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Sent as `Authorization: Bearer …`. */
  readonly token?: string | undefined;
}

/**
 * The address of an endpoint below a base address. Credentials of the form `https://name:password@host` are taken out, so that they
 * never show in a message.
 *
 * @param base `https://logs.example/prefix`
 * @param path relative: `loki/api/v1/push`
 * @returns `undefined` when the base is no address of a server
 */
export function addressOf(base: string, path: string, credentials: Credentials): Address | undefined {
  if (!URL.canParse(base)) return undefined;
  const whole = new URL(base);
  if (whole.protocol !== 'http:' && whole.protocol !== 'https:') return undefined;
  const username = credentials.username ?? (decodeURIComponent(whole.username) || undefined);
  const password = credentials.password ?? decodeURIComponent(whole.password);
  whole.username = '';
  whole.password = '';
  if (path !== '' && !whole.pathname.endsWith('/')) whole.pathname += '/';
  const url = new URL(path, whole);
  return { url, headers: authorization(username, password, credentials.token), shown: url.origin + url.pathname };
}

function authorization(username: string | undefined, password: string, token: string | undefined) {
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  if (username === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}
