import { DIGIT, KIND, kindAt, LOWER, UNDERSCORE, UPPER, WORD } from '../scan/char-kind.js';
import { wordsOf } from '../scan/context.js';

/** Lengths of RFC 5321, section 4.5.3.1: 64 characters before the `@`; a name in the domain system has 253 at most. */
const MAX_LOCAL = 64;
const MAX_DOMAIN = 253;

/** Where a finding lies, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The e-mail address around an `@` (or `%40`, as URLs write it): the everyday form of RFC 5322 with letters of Latin, Greek and
 * Cyrillic alphabets (RFC 6531), no quoted local parts, no addresses of bare hosts.
 *
 * @param at index of the `@`
 * @param width 1 for `@`, 3 for `%40`
 * @param floor nothing before it belongs to the address
 */
export function emailAround(text: string, at: number, width: number, floor: number): Span | undefined {
  const end = domainEnd(text, at + width);
  if (end === 0) return undefined;
  const start = localStart(text, at, Math.max(floor, at - MAX_LOCAL));
  if (start === at) return undefined;
  const local = text.slice(start, at);
  const domain = text.slice(at + width, end).toLowerCase();
  if (isNoAddress(text, start, local, domain, end)) return undefined;
  return { start, end };
}

function localStart(text: string, at: number, floor: number): number {
  let start = at;
  while (start > floor) {
    const unit = text.charCodeAt(start - 1);
    if (unit === 0x27 ? !(isLetterAt(text, start - 2) && isLetterAt(text, start)) : !isLocal(unit)) break;
    if (isEscapeLetter(text, start - 1)) break;
    start--;
  }
  // A percent escape before the name is the end of what stood there: `to%3Djohn%40example.com`.
  const percent = text.slice(start, at).lastIndexOf('%') + start;
  if (percent >= start && percent + 3 <= at && !/^%2[BbDdEe]|^%5[Ff]/.test(text.slice(percent, percent + 3))) {
    start = percent + 3;
  }
  while (start < at && /[.%+-]/.test(text.charAt(start))) start++;
  if (text.charCodeAt(at - 1) === 0x2e) return at;
  return start;
}

/** The `n` of a `\n` written with two characters: a log line in JSON inside a log line. */
const isEscapeLetter = (text: string, index: number): boolean =>
  index > 0 && text.charCodeAt(index - 1) === 0x5c && /[nrt]/.test(text.charAt(index));

/** Letters, digits and `. _ % + -`; the rest of RFC 5322's atext separates values in logs more often than it names people. */
const isLocal = (unit: number): boolean =>
  ((KIND[unit] ?? 0) & WORD) !== 0 ||
  unit === 0x2e ||
  unit === 0x2b ||
  unit === 0x2d ||
  unit === 0x25 ||
  isForeignLetter(unit);

const isForeignLetter = (unit: number): boolean => unit >= 0xc0 && unit <= 0x52f && unit !== 0xd7 && unit !== 0xf7;

const isLetterAt = (text: string, index: number): boolean =>
  (kindAt(text, index) & (LOWER | UPPER)) !== 0 || (index >= 0 && isForeignLetter(text.charCodeAt(index)));

/** The end of a domain name of at least two labels, the last of letters (or `xn--…`); 0 when there is none. */
function domainEnd(text: string, start: number): number {
  const ceiling = Math.min(text.length, start + MAX_DOMAIN);
  let end = 0;
  let label = start;
  let index = start;
  let labels = 0;
  for (; index <= ceiling; index++) {
    const unit = index < text.length ? text.charCodeAt(index) : 0;
    const kind = KIND[unit] ?? 0;
    if ((kind & (LOWER | UPPER | DIGIT)) !== 0 || (unit === 0x2d && index > label) || isForeignLetter(unit)) continue;
    if (index === label || index - label > 63) break;
    labels++;
    // A hyphen or an underscore after the last label means that the name goes on in a way no domain does.
    if (labels > 1 && isTopLevel(text, label, index)) end = kind === UNDERSCORE ? 0 : index;
    if (unit !== 0x2e) break;
    label = index + 1;
  }
  return end;
}

function isTopLevel(text: string, start: number, end: number): boolean {
  if (end - start < 2) return false;
  if (text.startsWith('xn--', start)) return true;
  for (let index = start; index < end; index++) if (!isLetterAt(text, index)) return false;
  return true;
}

function isNoAddress(text: string, start: number, local: string, domain: string, end: number): boolean {
  const dot = domain.lastIndexOf('.');
  const top = domain.slice(dot + 1);
  // logo@2x.png, bundle@1.2.3.js, module@v2.mjs
  if (FILE_ENDINGS.has(top)) return true;
  // A version with letters at its end: react@18.2.0.beta, foo@1.0.rc
  if (
    /^v?\d+(?:\.\d+)*(?:-[a-z]*)?$/.test(domain.slice(0, dot)) &&
    /^(?:beta|alpha|rc|dev|final|release|snapshot)$/i.test(top)
  )
    return true;
  if (/^[23]x$/.test(domain.slice(0, dot))) return true;
  // A call: q@k.transpose()
  if (text.charCodeAt(end) === 0x28) return true;
  // git@github.com:owner/repository.git, ssh://git@…: a login, the same for everybody.
  return (
    (local === 'git' || local === 'hg' || local === 'svn') &&
    (text.charCodeAt(end) === 0x3a || text.charCodeAt(start - 1) === 0x2f)
  );
}

/** Endings of files that are no top-level domains. */
const FILE_ENDINGS: ReadonlySet<string> = wordsOf(`
    png jpg jpeg gif svg webp avif ico js mjs cjs jsx ts tsx css scss html json map xml yml yaml toml txt
    log gz tgz tar jar war dll exe node service target socket timer mount conf cfg tmpl vue svelte wasm
    lock patch deb
  `);
