import { eq, lt } from 'drizzle-orm';
import type { ControlDatabase } from './database.js';
import { sessions, users } from './schema.js';

/** A session with the user it belongs to. */
export interface StoredSession {
  readonly tokenHash: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly userId: string;
  readonly username: string;
  readonly role: 'admin' | 'developer';
}

/** Signed-in browsers, by the hash of their token. */
export interface Sessions {
  insert(session: Pick<StoredSession, 'tokenHash' | 'userId' | 'createdAt' | 'expiresAt'>): Promise<void>;
  byTokenHash(tokenHash: string): Promise<StoredSession | undefined>;
  extend(tokenHash: string, expiresAt: Date): Promise<void>;
  remove(tokenHash: string): Promise<void>;
  /** Deletes what has expired. */
  removeExpired(now: Date): Promise<void>;
}

export function createSessions(database: ControlDatabase): Sessions {
  return {
    async insert(session) {
      await database.insert(sessions).values(session);
    },
    async byTokenHash(tokenHash) {
      const found = await database
        .select({
          tokenHash: sessions.tokenHash,
          createdAt: sessions.createdAt,
          expiresAt: sessions.expiresAt,
          userId: users.id,
          username: users.username,
          role: users.role,
        })
        .from(sessions)
        .innerJoin(users, eq(users.id, sessions.userId))
        .where(eq(sessions.tokenHash, tokenHash))
        .limit(1);
      return found[0];
    },
    async extend(tokenHash, expiresAt) {
      await database.update(sessions).set({ expiresAt }).where(eq(sessions.tokenHash, tokenHash));
    },
    async remove(tokenHash) {
      await database.delete(sessions).where(eq(sessions.tokenHash, tokenHash));
    },
    async removeExpired(now) {
      await database.delete(sessions).where(lt(sessions.expiresAt, now));
    },
  };
}
