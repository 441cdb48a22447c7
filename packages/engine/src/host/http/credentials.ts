import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ClickHouseException } from '../exception.js';
import { headerOf } from './parse.js';

/** Who may use a host that listens on TCP. A host on a unix socket is guarded by the file mode instead. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Throws ClickHouse's 516 AUTHENTICATION_FAILED unless the request carries these credentials in one of ClickHouse's ways. */
export function authenticate(request: IncomingMessage, url: URL, expected: Credentials): void {
  const given = basic(request) ?? {
    user: headerOf(request, 'x-clickhouse-user') ?? url.searchParams.get('user') ?? 'default',
    password: headerOf(request, 'x-clickhouse-key') ?? url.searchParams.get('password') ?? '',
  };
  if (equal(given.user, expected.user) && equal(given.password, expected.password)) return;
  throw new ClickHouseException(
    516,
    'AUTHENTICATION_FAILED',
    `${given.user}: Authentication failed: password is incorrect, or there is no user with such name.`,
  );
}

function basic(request: IncomingMessage): Credentials | undefined {
  const [, encoded] = /^Basic (\S+)$/i.exec(headerOf(request, 'authorization') ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { user, password: password.join(':') };
}

/** Compared by digest, so that neither content nor length shows in the time it takes. */
function equal(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
