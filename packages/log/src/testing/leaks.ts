import { find, isSecretKey, RULES, SECRET_MASK } from '@heartwood/redact';

/** Something in a log line that should not be there. */
export interface Leak {
  /** Where in the entry, as a JSON Pointer (RFC 6901): `/request/headers/cookie`. */
  readonly path: string;
  /** Which check found it: the name of a rule of `@heartwood/redact`, `secret_key`, or `known_value`. */
  readonly rule: string;
}

/** What {@link leaksIn} looks for besides secrets. */
export interface LeakOptions {
  /** Values of the test's own that must not show up: the password it has signed in with. At least 4 characters each. */
  readonly values?: readonly string[];
  /** Look for e-mail and IP addresses too. Default false: an entry may have them by declaration. */
  readonly personal?: boolean;
}

const SECRET_RULES: ReadonlySet<string> = new Set(RULES.filter(({ kind }) => kind !== 'personal').map(({ id }) => id));
const ALL_RULES: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));

/** Names the library fills itself with numbers that mean nothing. */
const OWN = new Set(['/timestamp', '/id', '/seq', '/pid']);

/**
 * What in a log line looks like a secret: a value under a secret's name that is not masked, a text in which `@heartwood/redact` finds a card,
 * a token, a key …, or a value the test knows.
 *
 * @param line one entry as JSON
 */
export function leaksIn(line: string, options: LeakOptions = {}): Leak[] {
  const rules = options.personal ? ALL_RULES : SECRET_RULES;
  const values = (options.values ?? []).filter((value) => value.length >= 4);
  const leaks: Leak[] = [];
  const look = (value: unknown, name: string, path: string): void => {
    if (OWN.has(path)) return;
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) look(inner, key, `${path}/${escapedName(key)}`);
      return;
    }
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string' || text === SECRET_MASK) return;
    if (isSecretKey(name)) leaks.push({ path, rule: 'secret_key' });
    for (const { rule } of find(text, name, (id) => rules.has(id)) ?? []) leaks.push({ path, rule });
    if (values.some((known) => text.includes(known))) leaks.push({ path, rule: 'known_value' });
  };
  look(JSON.parse(line), '', '');
  return leaks;
}

const escapedName = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
