/** Treats a text before it leaves the page. */
export type CleanText = (text: string, max?: number) => string;

/** Code units kept of a text. */
export const MAX_TEXT = 2_000;

/** Query and fragment of an address, up to the line and column a stack has behind it. Bounded, so that no text takes long. */
const QUERY = /(\b[a-z][a-z+.-]{1,20}:\/\/[^\s?#"'()<>]{0,1000})[?#][^\s"'()<>]*?(?=(?::\d+){0,2}(?:[\s"'()<>]|$))/gi;

/** User and password in an address. */
const USER = /(:\/\/)[^\s/?#@"'<>]{1,200}@/g;

/** A JSON Web Token, and what follows the word `Bearer` or `Basic`. */
const TOKEN = /\beyJ[\w-]{8,}\.[\w-]*(?:\.[\w-]*)?|\b(?:Bearer|Basic) +[\w.~+/=-]{8,}/gi;

/**
 * Makes the treatment of every text: bounded, addresses without query, fragment and password, tokens masked. The application looks for
 * the rest, which takes more code than a page should load.
 *
 * @param more what the options add, such as `scrubText` of `@heartwood/redact`
 */
export function textCleaner(more?: (text: string) => string): CleanText {
  return (text, max = MAX_TEXT) => {
    const kept = text.length > max ? `${text.slice(0, max)}… [${text.length - max} more]` : text;
    const clean = kept.replace(QUERY, '$1').replace(USER, '$1').replace(TOKEN, '[secret]');
    return more ? more(clean) : clean;
  };
}
