/**
 * Splits an identifier into its lower-case words: camelCase, PascalCase, snake_case, kebab-case, dotted, with acronyms and
 * trailing digits apart. Work is bounded: only the first 200 characters count.
 *
 * @example nameWords('X-Api-Key')   // ['x', 'api', 'key']
 * @example nameWords('userSSN2')    // ['user', 'ssn', '2']
 */
export function nameWords(name: string): string[] {
  return (name.length > MAX_NAME ? name.slice(0, MAX_NAME) : name).match(WORD)?.map((word) => word.toLowerCase()) ?? [];
}

const MAX_NAME = 200;

/** An acronym before a capitalised word, a word with at most one leading capital, an acronym, other letters, or digits. */
const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\p{L}+|\d+/gu;
