import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** People who sign in. */
export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Compared in lower case; stored as written. */
    username: text('username').notNull(),
    /** PHC string, `$argon2id$…`. */
    passwordHash: text('password_hash').notNull(),
    role: text('role', { enum: ['admin', 'developer'] }).notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastLoginAt: moment('last_login_at'),
  },
  (table) => [
    check('users_role', sql`${table.role} in ('admin', 'developer')`),
    uniqueIndex('users_username').on(sql`lower(${table.username})`),
  ],
);

/** Signed-in browsers. The token itself is only in the cookie. */
export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the token, hexadecimal. */
    tokenHash: text('token_hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [index('sessions_user').on(table.userId), index('sessions_expiry').on(table.expiresAt)],
);

/** Keys of senders and programs. The secret itself is never stored. */
export const apiKeys = pgTable('api_keys', {
  /** The public part of the key, `hw_<id>_<secret>`. */
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  scopes: text('scopes').array().notNull(),
  /** SHA-256 of the secret, hexadecimal; enough, as the secret is 256 random bits and cannot be guessed. */
  secretHash: text('secret_hash').notNull(),
  createdAt: moment('created_at').notNull(),
  /** The user or key that made it; for the audit trail. */
  createdBy: text('created_by').notNull(),
  /** To within a minute: it is not written at every request. */
  lastUsedAt: moment('last_used_at'),
  revokedAt: moment('revoked_at'),
});
