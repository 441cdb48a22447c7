import { randomBytes } from 'node:crypto';
import type { Sessions, User } from '../control/index.js';
import { sha256 } from './digest.js';
import type { SessionPrincipal } from './principal.js';

/** Sessions of signed-in people: a 256-bit random token in the browser, its SHA-256 in the database. */
export interface SignedIn {
  open(user: Pick<User, 'id'>): Promise<{ token: string; expiresAt: Date }>;
  /** Who presents a token; `renewed` when its end was just moved and the cookie should be sent again. */
  verify(token: string): Promise<{ principal: SessionPrincipal; renewed: boolean } | undefined>;
  end(tokenHash: string): Promise<void>;
}

export interface SignedInOptions {
  readonly stored: Sessions;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** A session ends this long after its last use, ms. */
  readonly lifetime: number;
  /** A session ends this long after sign-in at the latest, ms. */
  readonly maxLifetime: number;
}

const TOKEN = /^[\w-]{43}$/;

export function createSignedIn({ stored, now, lifetime, maxLifetime }: SignedInOptions): SignedIn {
  return {
    async open(user) {
      const at = now();
      await stored.removeExpired(new Date(at));
      const token = randomBytes(32).toString('base64url');
      const expiresAt = new Date(at + Math.min(lifetime, maxLifetime));
      await stored.insert({ tokenHash: sha256(token), userId: user.id, createdAt: new Date(at), expiresAt });
      return { token, expiresAt };
    },
    async verify(token) {
      if (!TOKEN.test(token)) return undefined;
      // Looked up by its hash: how long that takes tells nothing about the token.
      const session = await stored.byTokenHash(sha256(token));
      const at = now();
      if (session === undefined || session.expiresAt.getTime() <= at) return undefined;
      const { tokenHash, userId, username, role } = session;
      const renewedEnd = Math.min(at + lifetime, session.createdAt.getTime() + maxLifetime);
      // Only in the second half of its life, so that most requests write nothing.
      const renewed = session.expiresAt.getTime() - at < lifetime / 2 && renewedEnd > session.expiresAt.getTime();
      const expiresAt = renewed ? new Date(renewedEnd) : session.expiresAt;
      if (renewed) await stored.extend(tokenHash, expiresAt);
      return { principal: { kind: 'session', userId, username, role, tokenHash, expiresAt }, renewed };
    },
    end: (tokenHash) => stored.remove(tokenHash),
  };
}
