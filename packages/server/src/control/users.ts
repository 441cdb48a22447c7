import { eq, sql } from 'drizzle-orm';
import type { ControlDatabase } from './database.js';
import { users } from './schema.js';

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
}

export function createUsers(database: ControlDatabase): Users {
  return {
    count: () => database.$count(users),
    async byName(username) {
      const found = await database
        .select()
        .from(users)
        .where(sql`lower(${users.username}) = lower(${username})`)
        .limit(1);
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
  };
}
