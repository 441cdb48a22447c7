const BEGIN = '-----BEGIN ';

/** Longest label between the dashes: `RSA PRIVATE KEY`, `PGP PRIVATE KEY BLOCK`, `OPENSSH PRIVATE KEY`. */
const MAX_LABEL = 40;

/** What may stand between the first line and the key: line ends, also written as `\n`, quotes and string concatenation. */
const KEY_BEGINS = /^(?:[\s"'+,]|\\+[nr])*(?:(?:Proc-Type|Version|Comment):|[A-Za-z0-9+/=]{16})/;

/**
 * A private key in PEM (RFC 7468, OpenSSH, PGP armour) whose `-----BEGIN` stands at `start`, up to the end of its last line. One that is cut
 * off counts to the end of the text. The marker alone, as programs mention it, is no key.
 *
 * @returns its end, 0 when there is none
 */
export function privateKeyAt(text: string, start: number): number {
  if (!text.startsWith(BEGIN, start)) return 0;
  const labelStart = start + BEGIN.length;
  const dashes = text.slice(labelStart, labelStart + MAX_LABEL).indexOf('-----');
  if (dashes < 0) return 0;
  const labelEnd = labelStart + dashes;
  const label = text.slice(labelStart, labelEnd);
  if (!label.includes('PRIVATE KEY')) return 0;
  const body = labelEnd + 5;
  if (!KEY_BEGINS.test(text.slice(body, body + 120))) return 0;
  const footer = `-----END ${label}-----`;
  const footerStart = text.indexOf(footer, body);
  return footerStart < 0 ? text.length : footerStart + footer.length;
}
