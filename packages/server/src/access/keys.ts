import { type ApiKeys, isControlUnavailable, type StoredApiKey } from '../control/index.js';
import { sameDigest, sha256 } from './digest.js';
import { formatKey, newKey, parseKey } from './key-format.js';
import { type KeyPrincipal, SCOPES, type Scope } from './principal.js';

/** A key as it may be shown: everything but the secret. */
export interface KeyListing {
  readonly id: string;
  readonly name: string;
  readonly scopes: Scope[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | undefined;
}

/** API keys: made, checked on every request, revoked. */
export interface Keys {
  /** @returns the whole key, which is never seen again */
  create(key: {
    name: string;
    scopes: readonly Scope[];
    createdBy: string;
  }): Promise<{ listing: KeyListing; key: string }>;
  list(): Promise<KeyListing[]>;
  /** False when there is no such key. Holds at once on this server, within 30 s on others that share the database. */
  revoke(id: string): Promise<boolean>;
  /** Who presents a key; `undefined` when it is malformed, unknown, wrong or revoked. */
  verify(key: string): Promise<KeyPrincipal | undefined>;
}

export interface KeysOptions {
  readonly stored: ApiKeys;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Told when the time of last use cannot be written; requests go on. */
  readonly onError: (error: unknown) => void;
}

/** A key is looked up in the database at most this often, ms. Other servers learn of a revocation within this time. */
const CACHE_FOR = 30_000;
/**
 * While the database is away a key that was good goes on being good for so long, ms: the server takes entries without the database, and
 * nobody else can hold them for ever. A revocation on another server meanwhile is learned of when the database is back, or after that time.
 */
const GOOD_WITHOUT_DATABASE = 3_600_000;
/** The time of last use is written at most this often per key, ms. */
const USED_EVERY = 60_000;
/** Bounds the cache; only keys that exist get into it. */
const CACHE_SIZE = 10_000;
/** Compared with when there is no such key, so that both cases do the same work. */
const NO_HASH = '0'.repeat(64);

interface Cached {
  readonly key: StoredApiKey;
  readonly until: number;
}

const isScope = (scope: string): scope is Scope => SCOPES.some((known) => known === scope);

const listingOf = (key: StoredApiKey): KeyListing => ({
  id: key.id,
  name: key.name,
  scopes: key.scopes.filter(isScope),
  createdAt: key.createdAt,
  lastUsedAt: key.lastUsedAt ?? undefined,
});

export function createKeys({ stored, now, onError }: KeysOptions): Keys {
  const cache = new Map<string, Cached>();
  const usedAt = new Map<string, number>();

  async function lookUp(id: string): Promise<StoredApiKey | undefined> {
    const cached = cache.get(id);
    if (cached && cached.until > now()) return cached.key;
    let key: StoredApiKey | undefined;
    try {
      key = await stored.byId(id);
    } catch (error) {
      if (cached === undefined || !isControlUnavailable(error) || now() > cached.until + GOOD_WITHOUT_DATABASE)
        throw error;
      return cached.key;
    }
    if (key === undefined || key.revokedAt !== null) {
      cache.delete(id);
      return undefined;
    }
    const oldest = cache.keys().next().value;
    if (cache.size >= CACHE_SIZE && oldest !== undefined) cache.delete(oldest);
    cache.set(id, { key, until: now() + CACHE_FOR });
    return key;
  }

  function markUsed(id: string): void {
    const at = now();
    if (at - (usedAt.get(id) ?? Number.NEGATIVE_INFINITY) < USED_EVERY) return;
    usedAt.set(id, at);
    stored.used(id, new Date(at)).catch(onError);
  }

  return {
    async create({ name, scopes, createdBy }) {
      const parts = newKey();
      const key = {
        id: parts.id,
        name,
        scopes: [...new Set(scopes)],
        secretHash: sha256(parts.secret),
        createdAt: new Date(now()),
        createdBy,
      };
      await stored.insert(key);
      return { listing: listingOf({ ...key, lastUsedAt: null, revokedAt: null }), key: formatKey(parts) };
    },
    async list() {
      return (await stored.list()).map(listingOf);
    },
    async revoke(id) {
      const revoked = await stored.revoke(id, new Date(now()));
      // After the database, or a request in between would put the key back.
      cache.delete(id);
      usedAt.delete(id);
      return revoked;
    },
    async verify(text) {
      const parts = parseKey(text);
      if (parts === undefined) return undefined;
      const key = await lookUp(parts.id);
      if (!sameDigest(sha256(parts.secret), key?.secretHash ?? NO_HASH) || key === undefined) return undefined;
      markUsed(key.id);
      return { kind: 'key', id: key.id, name: key.name, scopes: key.scopes.filter(isScope) };
    },
  };
}
