import { randomBytes } from 'node:crypto';
import type { Line } from '../catalogue/stock.js';
import type { Account } from './accounts.js';

/** One browser: its cart, and who is signed in on it. */
export interface Session {
  /** What the log may show; the cookie's value is a secret and another one. */
  readonly id: string;
  account: Account | undefined;
  lines: Line[];
}

export interface Sessions {
  find(token: string | undefined): Session | undefined;
  /** Makes a session; the token goes into the cookie. */
  open(): { token: string; session: Session };
  end(token: string): void;
}

/** Sessions kept; the oldest give way. */
const KEPT = 5_000;

export function createSessions(): Sessions {
  const byToken = new Map<string, Session>();
  return {
    find: (token) => (token === undefined ? undefined : byToken.get(token)),
    open() {
      const token = randomBytes(24).toString('base64url');
      const session: Session = { id: `s_${randomBytes(6).toString('hex')}`, account: undefined, lines: [] };
      byToken.set(token, session);
      const oldest = byToken.size > KEPT ? byToken.keys().next().value : undefined;
      if (oldest !== undefined) byToken.delete(oldest);
      return { token, session };
    },
    end: (token) => void byToken.delete(token),
  };
}
