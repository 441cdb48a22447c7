import { wordsOf } from '../scan/context.js';
import { isPlaceholder } from './placeholder.js';

/** Longest authority that is looked at, characters. */
const MAX_AUTHORITY = 512;

/** The password of a URL: which rule it falls under, where it lies, and where the `@` behind it stands. */
export interface UrlPassword {
  readonly database: boolean;
  readonly start: number;
  readonly end: number;
  readonly at: number;
}

/**
 * What stands before the `@` of a URL's authority (RFC 3986, section 3.2.1).
 *
 * @param slashes index of the `//`
 * @returns the index of the `@` and the password, if there is one
 */
export function userInfoAt(
  text: string,
  slashes: number,
): { at: number; password: UrlPassword | undefined } | undefined {
  const start = slashes + 2;
  const ceiling = Math.min(text.length, start + MAX_AUTHORITY);
  let at = -1;
  let colon = -1;
  for (let index = start; index < ceiling; index++) {
    const unit = text.charCodeAt(index);
    if (isEnd(unit)) break;
    if (unit === 0x40) at = index;
    else if (unit === 0x3a && colon < 0) colon = index;
  }
  if (at < 0) return undefined;
  if (colon < 0 || colon + 1 >= at || isPlaceholder(text.slice(colon + 1, at)) || isExample(text.slice(start, at)))
    return { at, password: undefined };
  const database = isDatabase(text, slashes - 1);
  if (!database && (at - colon - 1 < MIN_PASSWORD || !isHostAt(text, at + 1))) return { at, password: undefined };
  return { at, password: { database, start: colon + 1, end: at, at } };
}

/** Shorter ones are `a:b` and `foo:bar` of documentation; databases do have them. */
const MIN_PASSWORD = 4;

/** `user:password@host` and `[username:password@]host`, as documentation writes it. */
const isExample = (userInfo: string): boolean =>
  /^[[(]|\[:/.test(userInfo) || /^(?:user(?:name)?|me)?:pass(?:word|wd)?$/i.test(userInfo);

/** A name, an address in brackets or a variable; `@/` and `@<host>` are no authority's end. Databases may leave the host out. */
const isHostAt = (text: string, index: number): boolean => /[\p{L}\p{N}[_%${*]/u.test(text.charAt(index));

/** White space, quotes, and what ends an authority: `/ ? #`; also `< > \ ) , ;` which follow addresses in text. */
const isEnd = (unit: number): boolean =>
  unit <= 0x20 ||
  unit === 0x2f ||
  unit === 0x3f ||
  unit === 0x22 ||
  unit === 0x27 ||
  unit === 0x3c ||
  unit === 0x3e ||
  unit === 0x5c ||
  unit === 0x60;

/** Schemes of databases, caches and queues, whose URLs are called connection strings. */
const DATABASES: ReadonlySet<string> = wordsOf(`
    postgres postgresql mysql mysqlx mariadb mongodb srv redis rediss valkey amqp amqps mssql sqlserver
    oracle clickhouse clickhouses cassandra cockroachdb neo4j bolt nats kafka memcached couchbase couchdb
    influxdb elasticsearch pymysql psycopg asyncpg libsql sqlite
  `);

/** One of the words before the colon: `mongodb+srv://`, `postgresql+psycopg2://`, `jdbc:mysql://`. */
function isDatabase(text: string, colon: number): boolean {
  const scheme = /[A-Za-z][A-Za-z0-9+.:-]*$/.exec(text.slice(Math.max(0, colon - MAX_SCHEME), colon))?.[0] ?? '';
  return scheme.split(/[+.:-]/).some((word) => DATABASES.has(word.toLowerCase()));
}

/** Longest scheme that is looked at, characters. */
const MAX_SCHEME = 32;
