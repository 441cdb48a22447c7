import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { ControlDatabase } from './database.js';
import { sessions, users } from './schema.js';

export type User = typeof users.$inferSelect;
export type NewUser = Pick<User, 'username' | 'passwordHash' | 'role'>;

/** The people who may sign in. */
export interface Users {
  count(): Promise<number>;
  /** Upper and lower case do not matter. */
  byName(username: string): Promise<User | undefined>;
  /** `undefined` when the name is taken. */
  create(user: NewUser): Promise<User | undefined>;
  /** Only when there is no user yet, also when several servers start at once; `undefined` when there already is one. */
  createFirst(user: NewUser): Promise<User | undefined>;
  loggedIn(id: string, at: Date): Promise<void>;
  /** By name. */
  list(): Promise<User[]>;
  /**
   * Ends the user's sessions with it, all but the one given.
   *
   * @param keptSession hash of its token
   * @returns false when there is no such user any more
   */
  replacePassword(id: string, passwordHash: string, keptSession?: string): Promise<boolean>;
  /** Ends the user's sessions with it. The last administrator stays, also when two remove each other at once. */
  remove(username: string): Promise<'removed' | 'absent' | 'last_admin'>;
}

/** Upper and lower case do not matter; served by the unique index. */
const named = (username: string) => sql`lower(${users.username}) = lower(${username})`;

export function createUsers(database: ControlDatabase): Users {
  return {
    count: () => database.$count(users),
    async byName(username) {
      const found = await database.select().from(users).where(named(username)).limit(1);
      return found[0];
    },
    async create(user) {
      const created = await database.insert(users).values(user).onConflictDoNothing().returning();
      return created[0];
    },
    createFirst: (user) =>
      database.transaction(async (transaction) => {
        await transaction.execute(sql`lock table ${users} in exclusive mode`);
        if ((await transaction.$count(users)) > 0) return undefined;
        const created = await transaction.insert(users).values(user).returning();
        return created[0];
      }),
    async loggedIn(id, at) {
      await database.update(users).set({ lastLoginAt: at }).where(eq(users.id, id));
    },
    list: () =>
      database
        .select()
        .from(users)
        .orderBy(asc(sql`lower(${users.username})`)),
    replacePassword: (id, passwordHash, keptSession) =>
      database.transaction(async (transaction) => {
        const changed = await transaction
          .update(users)
          .set({ passwordHash })
          .where(eq(users.id, id))
          .returning({ id: users.id });
        await transaction
          .delete(sessions)
          .where(
            and(eq(sessions.userId, id), keptSession === undefined ? undefined : ne(sessions.tokenHash, keptSession)),
          );
        return changed.length > 0;
      }),
    remove: (username) =>
      database.transaction(async (transaction) => {
        await transaction.execute(sql`lock table ${users} in exclusive mode`);
        const found = await transaction.select({ id: users.id, role: users.role }).from(users).where(named(username));
        const user = found[0];
        if (user === undefined) return 'absent';
        if (user.role === 'admin' && (await transaction.$count(users, eq(users.role, 'admin'))) === 1)
          return 'last_admin';
        // Sessions go with their user (ON DELETE CASCADE).
        await transaction.delete(users).where(eq(users.id, user.id));
        return 'removed';
      }),
  };
}
