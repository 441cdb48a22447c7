import { dniWithHyphenAt, nationalNumberAt, nationalWordAt } from '../national/national-id.js';
import { assignedAt, encodedSignatureAt } from '../patterns/assignment.js';
import { cookiesAfter, credentialsAfter, tokenAfterScheme } from '../patterns/authorization.js';
import { cardAt } from '../patterns/card.js';
import { emailAround } from '../patterns/email.js';
import { encodedIpv6At } from '../patterns/encoded-ipv6.js';
import { ibanAt } from '../patterns/iban.js';
import { ipv4At, quadEnd } from '../patterns/ipv4.js';
import { hexColonRun, ipv6At, isHexPair, isMac } from '../patterns/ipv6.js';
import { base64UrlEnd, jwtAt, MAX_JWT_HEADER } from '../patterns/jwt.js';
import { privateKeyAt } from '../patterns/private-key.js';
import { userInfoAt } from '../patterns/url-credentials.js';
import type { RuleId } from '../rules.js';
import { MAX_SHAPED, shapedTokenAt, telegramTokenAt } from '../tokens/shaped-token.js';
import { tokenAt } from '../tokens/token-at.js';
import { DIGIT, digitsEnd, isDigitAt, isWordAt, KIND, LOWER, MARK, UPPER, WORD, wordEnd } from './char-kind.js';
import { dateTimeEnd, isHexDigit, uuidEnd } from './known-form.js';
import { mayBegin, quietUntil } from './quiet.js';
import { separatorAt } from './separator.js';

/** Something found in a text; `end` is exclusive. */
export interface Finding {
  readonly rule: RuleId;
  readonly start: number;
  readonly end: number;
}

/** Colons of the shortest hardware address. With fewer, and none of them double, a run is a time or a pair. */
const MIN_COLONS = 5;

/** Texts shorter than this hold nothing that any rule knows. */
const SHORTEST = 6;

/**
 * Everything the wanted rules find in a text, in order and without overlaps. One pass: plain characters cost one look into a table,
 * a word one more at its first two letters, and only what can begin a pattern is looked at closely. Each close look is bounded in
 * length or moves the pass on, so the time is linear in the text, whatever it holds.
 *
 * @param hint the name of the field the text stands in: a label for what begins the text
 * @returns `undefined` when nothing was found
 */
export function find(text: string, hint: string, isWanted: (rule: RuleId) => boolean): Finding[] | undefined {
  const quiet = text.length < SHORTEST ? text.length : quietUntil(text);
  return quiet === text.length ? undefined : new Pass(text, hint, isWanted).run(quiet);
}

/** Digits behind the `%B` of a magnetic stripe, at least, and the two characters. */
const MIN_TRACK = 13;

/** One pass over one text. */
class Pass {
  readonly #text: string;
  readonly #hint: string;
  readonly #isWanted: (rule: RuleId) => boolean;
  #findings: Finding[] | undefined;
  /** End of the last finding: nothing may begin before it. */
  #floor = 0;
  /** End of the run of base64url characters that was last looked at for a token: one look at each run is enough. */
  #base64End = 0;
  /** An `@` that ends the user information of a URL, and so is no e-mail's. */
  #urlAt = -1;
  /** End of the run of hexadecimal digits and colons that was last looked at. */
  #colonEnd = 0;

  constructor(text: string, hint: string, isWanted: (rule: RuleId) => boolean) {
    this.#text = text;
    this.#hint = hint;
    this.#isWanted = isWanted;
  }

  run(from: number): Finding[] | undefined {
    const text = this.#text;
    const length = text.length;
    let index = from;
    while (index < length) {
      const unit = text.charCodeAt(index);
      const kind = KIND[unit] ?? 0;
      if (kind === 0) {
        index++;
        continue;
      }
      if ((kind & WORD) === 0) {
        index = this.#mark(index, unit);
        continue;
      }
      const start = index;
      let kinds = kind;
      let next = 0;
      while (++index < length) {
        next = KIND[text.charCodeAt(index)] ?? 0;
        if ((next & WORD) === 0) break;
        kinds |= next;
      }
      if (next === MARK && index - start === 8 && text.charCodeAt(index) === 0x2d) {
        const end = uuidEnd(text, start);
        if (end > 0) {
          index = end;
          continue;
        }
      }
      if (kinds === DIGIT) index = this.#number(start, index);
      else if ((kinds & DIGIT) !== 0 || mayBegin(text, start, unit) || (kinds === UPPER && index - start === 2)) {
        index = this.#word(start, index, kind, kinds);
      }
    }
    return this.#findings;
  }

  /** Takes a finding if its rule is wanted. */
  #add(rule: RuleId, start: number, end: number): boolean {
    if (start < this.#floor || !this.#isWanted(rule)) return false;
    this.#findings ??= [];
    this.#findings.push({ rule, start, end });
    this.#floor = end;
    return true;
  }

  /** A run of digits. @returns where the pass goes on */
  #number(start: number, end: number): number {
    const text = this.#text;
    const length = end - start;
    const after = end < text.length ? text.charCodeAt(end) : 0;
    if (length === 4 && after === 0x2d) {
      const dateEnd = dateTimeEnd(text, start);
      if (dateEnd > 0) return dateEnd;
    }
    if (after === 0x2e && isDigitAt(text, end + 1)) {
      const next = this.#dotted(start, end, length);
      if (next > 0) return next;
    }
    if (length < 8 && separatorAt(text, end) === 0) return end;
    if (after === 0x3a) {
      const telegramEnd = telegramTokenAt(text, start, end);
      if (telegramEnd > 0 && this.#add('provider_token', start, telegramEnd)) return telegramEnd;
    }
    const cardEnd = cardAt(text, start, end, this.#hint);
    if (cardEnd > 0 && this.#add('card', start, cardEnd)) return cardEnd;
    const id =
      nationalNumberAt(text, start, end, this.#hint) ??
      (after === 0x2d ? dniWithHyphenAt(text, start, end, this.#hint) : undefined);
    return id !== undefined && this.#add(id.rule, start, id.end) ? id.end : end;
  }

  /** A number with a full stop and digits behind it. @returns where the pass goes on, 0 when it may still be a number in groups */
  #dotted(start: number, end: number, length: number): number {
    const text = this.#text;
    const quad = length <= 3 ? quadEnd(text, start) : 0;
    if (quad > 0) {
      const ipEnd = ipv4At(text, start, quad, this.#hint);
      if (ipEnd > 0) return this.#add('ip', start, ipEnd) ? ipEnd : 0;
      // A version: nothing begins at any of its numbers.
      return isWordAt(text, quad) ? 0 : quad;
    }
    // A decimal: numbers in groups have more than one full stop, and nothing else has any.
    const decimals = digitsEnd(text, end + 1);
    return isWordAt(text, decimals) || (text.charCodeAt(decimals) === 0x2e && isDigitAt(text, decimals + 1))
      ? 0
      : decimals;
  }

  /** A word with a letter. @returns where the pass goes on */
  #word(start: number, end: number, first: number, kinds: number): number {
    const text = this.#text;
    const unit = text.charCodeAt(start);
    if (mayBegin(text, start, unit)) {
      const tokenEnd = tokenAt(text, start);
      if (tokenEnd > 0 && this.#add('provider_token', start, tokenEnd)) return tokenEnd;
    }
    if (unit === 0x65 && start >= this.#base64End && text.startsWith('eyJ', start)) {
      this.#base64End = base64UrlEnd(text, end);
      const jwtEnd = jwtAt(text, start, this.#base64End);
      if (jwtEnd > 0 && this.#add('jwt', start, jwtEnd)) return jwtEnd;
    }
    const length = end - start;
    if ((kinds & DIGIT) !== 0) {
      const shapedEnd = shapedTokenAt(text, start, end);
      if (shapedEnd > 0 && this.#add('provider_token', start, shapedEnd)) return shapedEnd;
      const ibanEnd = length >= 4 && length <= 34 && (first & (LOWER | UPPER)) !== 0 ? ibanAt(text, start) : 0;
      if (ibanEnd > 0 && this.#add('iban', start, ibanEnd)) return ibanEnd;
      if (length === 9 || length === 15 || length === 16) {
        const id = nationalWordAt(text, start, end, this.#hint);
        if (id !== undefined && this.#add(id.rule, start, id.end)) return id.end;
      }
      return end;
    }
    if (length === 2 && kinds === UPPER && isDigitAt(text, end + 1)) {
      const id = nationalWordAt(text, start, end, this.#hint);
      if (id !== undefined && this.#add(id.rule, start, id.end)) return id.end;
      return end;
    }
    if (length === 6 || length === 13 || length === 5) return this.#headerWord(start, end, unit | 0x20);
    return end;
  }

  /** `Authorization`, `Cookie`, `Bearer` and `Basic` announce credentials. */
  #headerWord(start: number, end: number, initial: number): number {
    // a, b, c: everything else is told apart by one comparison.
    if (initial < 0x61 || initial > 0x63) return end;
    const text = this.#text;
    const word = text.slice(start, end).toLowerCase();
    if (word === 'authorization' && this.#isWanted('authorization')) {
      const span = credentialsAfter(text, end);
      return span !== undefined && this.#add('authorization', span.start, span.end) ? span.end : end;
    }
    if ((word === 'bearer' || word === 'basic') && this.#isWanted('authorization')) {
      const span = tokenAfterScheme(text, end, word);
      return span !== undefined && this.#add('authorization', span.start, span.end) ? span.end : end;
    }
    if (word === 'cookie' && this.#isWanted('cookie')) {
      const isSet = /set-$/i.test(text.slice(Math.max(0, start - 4), start));
      const span = cookiesAfter(text, end, isSet);
      return span !== undefined && this.#add('cookie', span.start, span.end) ? span.end : end;
    }
    return end;
  }

  /** A character that may announce something. @returns where the pass goes on */
  #mark(index: number, unit: number): number {
    const text = this.#text;
    switch (unit) {
      case 0x40: // @
        return this.#email(index, 1);
      case 0x3d: // =
        return this.#assignment(index);
      case 0x3a: // :
        return this.#colon(index);
      case 0x2d: // -
        if (
          text.charCodeAt(index + 1) === 0x2d &&
          text.charCodeAt(index - 1) !== 0x2d &&
          this.#isWanted('private_key')
        ) {
          const end = privateKeyAt(text, index);
          if (end > 0 && this.#add('private_key', index, end)) return end;
        }
        return index + 1;
      case 0x5c: // \n, \t, \r written with two characters are no part of the word behind them
        return index + (/[nrt]/.test(text.charAt(index + 1)) ? 2 : 1);
      case 0x25: // % and two hexadecimal digits are one character
        return this.#escape(index);
      default:
        return index + 1;
    }
  }

  /** A percent escape: an `@`, a colon or a `=` of what a URL carries, or any other character. */
  #escape(index: number): number {
    const text = this.#text;
    const high = index + 2 < text.length ? text.charCodeAt(index + 1) : 0;
    if (high === 0x34 && text.charCodeAt(index + 2) === 0x30) return this.#email(index, 3);
    if (!isHexDigit(high) || !isHexDigit(text.charCodeAt(index + 2))) return index + 1;
    // `%B` begins the first track of a magnetic stripe (ISO/IEC 7813), and the number follows.
    if (high === 0x42 && digitsEnd(text, index + 2) - index > MIN_TRACK) return index + 2;
    if (high !== 0x33) return index + 3;
    const low = text.charCodeAt(index + 2) | 0x20;
    if (low === 0x61) {
      const ip = encodedIpv6At(text, index, this.#floor);
      if (ip !== undefined && this.#add('ip', ip.start, ip.end)) return ip.end;
    } else if (low === 0x64) {
      const secret = encodedSignatureAt(text, index);
      if (secret !== undefined && this.#add(secret.rule, secret.start, secret.end)) return secret.end;
    }
    return index + 3;
  }

  #email(at: number, width: number): number {
    if (at === this.#urlAt) return at + width;
    const span = emailAround(this.#text, at, width, this.#floor);
    return span !== undefined && this.#add('email', span.start, span.end) ? span.end : at + width;
  }

  #assignment(sign: number): number {
    const secret = assignedAt(this.#text, sign);
    return secret !== undefined && !this.#isKnown(secret.start) && this.#add(secret.rule, secret.start, secret.end)
      ? secret.end
      : sign + 1;
  }

  /** A value that a more telling rule will find when the pass comes to it. */
  #isKnown(start: number): boolean {
    if (this.#text.startsWith('eyJ', start) && this.#isWanted('jwt')) {
      return jwtAt(this.#text, start, base64UrlEnd(this.#text, start, start + MAX_JWT_HEADER)) > 0;
    }
    if (!this.#isWanted('provider_token')) return false;
    if (tokenAt(this.#text, start) > 0) return true;
    const end = wordEnd(this.#text, start, MAX_SHAPED);
    return shapedTokenAt(this.#text, start, end) > 0 || telegramTokenAt(this.#text, start, end) > 0;
  }

  #colon(index: number): number {
    const text = this.#text;
    const after = index + 1 < text.length ? text.charCodeAt(index + 1) : 0;
    if (after === 0x2f && text.charCodeAt(index + 2) === 0x2f) {
      const info = userInfoAt(text, index + 1);
      if (info !== undefined) {
        this.#urlAt = info.at;
        const { password } = info;
        if (password !== undefined && !this.#isKnown(password.start)) {
          if (this.#add(password.database ? 'connection_string' : 'url_password', password.start, password.end))
            return info.at + 1;
        }
      }
      return index + 3;
    }
    if (index >= this.#colonEnd && (after === 0x3a || (isWordAt(text, index + 1) && isHexPair(text, index)))) {
      const run = hexColonRun(text, index, Math.max(this.#floor, this.#colonEnd));
      this.#colonEnd = run.end;
      if (run.colons >= MIN_COLONS || run.isDouble) {
        const ip = ipv6At(text, run.start, run.end);
        if (ip !== undefined && this.#add('ip', ip.start, ip.end)) return ip.end;
        if (isMac(text.slice(run.start, Math.min(run.end, run.start + 18))) && this.#add('mac', run.start, run.end))
          return run.end;
      }
    }
    return this.#assignment(index);
  }
}
