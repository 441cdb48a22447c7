import { and, asc, eq, isNull } from 'drizzle-orm';
import type { ControlDatabase } from './database.js';
import { apiKeys } from './schema.js';

export type StoredApiKey = typeof apiKeys.$inferSelect;
export type NewApiKey = Omit<StoredApiKey, 'lastUsedAt' | 'revokedAt'>;

/** API keys, by their public id. */
export interface ApiKeys {
  insert(key: NewApiKey): Promise<void>;
  /** Revoked ones included. */
  byId(id: string): Promise<StoredApiKey | undefined>;
  /** Those that are not revoked, oldest first. */
  list(): Promise<StoredApiKey[]>;
  used(id: string, at: Date): Promise<void>;
  /** False when there is no such key or it is revoked already. */
  revoke(id: string, at: Date): Promise<boolean>;
}

export function createApiKeys(database: ControlDatabase): ApiKeys {
  return {
    async insert(key) {
      await database.insert(apiKeys).values(key);
    },
    async byId(id) {
      const found = await database.select().from(apiKeys).where(eq(apiKeys.id, id)).limit(1);
      return found[0];
    },
    list: () =>
      database.select().from(apiKeys).where(isNull(apiKeys.revokedAt)).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id)),
    async used(id, at) {
      await database.update(apiKeys).set({ lastUsedAt: at }).where(eq(apiKeys.id, id));
    },
    async revoke(id, at) {
      const revoked = await database
        .update(apiKeys)
        .set({ revokedAt: at })
        .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
        .returning({ id: apiKeys.id });
      return revoked.length > 0;
    },
  };
}
