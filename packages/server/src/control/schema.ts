import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

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

/** Services that have registered the entry types they declare. */
export const entryTypeServices = pgTable('entry_type_services', {
  service: text('service').primaryKey(),
  /** Of the program that registered last. */
  version: text('version'),
  /** Names that any entry may have beside its declared fields. */
  contextFields: text('context_fields').array().notNull(),
  /** Counts the registrations that changed something, so that other servers see that there is something to read. */
  revision: integer('revision').notNull(),
  registeredAt: moment('registered_at').notNull(),
});

const ofService = () =>
  text('service')
    .notNull()
    .references(() => entryTypeServices.service, { onDelete: 'cascade' });

/** Declared entry types. One that a service no longer declares stays, as its entries are still in the store. */
export const entryTypes = pgTable(
  'entry_types',
  {
    service: ofService(),
    name: text('name').notNull(),
    /** As registered. Not `jsonb`, which would lose the order of the fields. */
    description: json('description').$type<unknown>().notNull(),
    firstRegisteredAt: moment('first_registered_at').notNull(),
    lastRegisteredAt: moment('last_registered_at').notNull(),
    retiredAt: moment('retired_at'),
  },
  (table) => [primaryKey({ columns: [table.service, table.name] })],
);

/** Entries that were not as declared, counted. */
export const entryTypeDrift = pgTable(
  'entry_type_drift',
  {
    service: ofService(),
    event: text('event').notNull(),
    kind: text('kind').notNull(),
    /** Path of the field; empty where the entry as a whole is meant. */
    field: text('field').notNull(),
    /** What was there instead, of the last entry: a JSON type, a level, a version. */
    found: text('found').notNull(),
    entries: bigint('entries', { mode: 'number' }).notNull(),
    firstSeen: moment('first_seen').notNull(),
    lastSeen: moment('last_seen').notNull(),
    /** Id of the last such entry. */
    sampleId: text('sample_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.service, table.event, table.kind, table.field] }),
    index('entry_type_drift_age').on(table.lastSeen),
  ],
);
