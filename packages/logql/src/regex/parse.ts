import { MAX_DEPTH } from '../limits.js';
import { complement, normalize, PERL_CLASSES, POSIX_CLASSES } from './character-class.js';
import { RegexSyntaxError } from './error.js';
import { readEscape, readUnicodeClass } from './escape.js';
import type { CodePointRanges, RegexNode } from './node.js';

/** RE2's largest repeat count, also for the product of nested ones. */
const MAX_REPEAT = 1_000;

interface Flags {
  readonly ignoreCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
}

export interface RegexOptions {
  /** `.` matches a line break too (Go's `(?s)`). Default false. */
  readonly dotAll?: boolean;
}

/**
 * Parses RE2's syntax. What RE2 refuses (look-around, back references) is refused here, and so is the little of it that
 * is not supported: `\C` and Unicode classes this JavaScript engine does not know.
 *
 * @throws RegexSyntaxError
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function parseRegex(source: string, options: RegexOptions = {}): RegexNode {
  const parser = new RegexParser(source);
  return parser.parse({ ignoreCase: false, multiLine: false, dotAll: options.dotAll ?? false });
}

/** How often the innermost item may be written out; RE2 and Go both refuse more than 1,000. */
function repetitions(node: RegexNode): number {
  if (node.kind === 'sequence' || node.kind === 'alternatives')
    return node.items.reduce((most, item) => Math.max(most, repetitions(item)), 1);
  return node.kind === 'repeat' ? Math.max(1, node.max ?? node.min) * repetitions(node.item) : 1;
}

const EMPTY: RegexNode = { kind: 'empty' };
const ANY: CodePointRanges = [[0, 0x10ffff]];
const ANY_BUT_NEWLINE = complement([[10, 10]]);

class RegexParser {
  readonly #source: string;
  #at = 0;
  #depth = 0;
  #flags: Flags = { ignoreCase: false, multiLine: false, dotAll: false };

  constructor(source: string) {
    this.#source = source;
  }

  parse(flags: Flags): RegexNode {
    this.#flags = flags;
    const node = this.#alternatives();
    if (this.#at < this.#source.length) throw this.#error('this ")" has no opening "("');
    return node;
  }

  #alternatives(): RegexNode {
    const items = [this.#sequence()];
    while (this.#take('|')) items.push(this.#sequence());
    const [first = EMPTY] = items;
    return items.length === 1 ? first : { kind: 'alternatives', items };
  }

  #sequence(): RegexNode {
    const items: RegexNode[] = [];
    for (;;) {
      const char = this.#source[this.#at];
      if (char === undefined || char === '|' || char === ')') break;
      if (this.#source.startsWith('\\Q', this.#at)) {
        const quoted = this.#quoted();
        const last = quoted.pop();
        items.push(...quoted);
        if (last !== undefined) items.push(this.#repeated(last));
        continue;
      }
      const atom = this.#atom();
      if (atom !== undefined) items.push(this.#repeated(atom));
    }
    const [first = EMPTY] = items;
    return items.length === 1 ? first : items.length === 0 ? EMPTY : { kind: 'sequence', items };
  }

  /** One item, or nothing for a group that only sets flags. */
  #atom(): RegexNode | undefined {
    const start = this.#at;
    const char = this.#next();
    const { ignoreCase, multiLine, dotAll } = this.#flags;
    switch (char) {
      case '(':
        return this.#group(start);
      case '[':
        return this.#bracket(start);
      case '.':
        return { kind: 'class', ranges: dotAll ? ANY : ANY_BUT_NEWLINE, negated: false, ignoreCase: false };
      case '^':
        return { kind: 'assertion', assertion: multiLine ? 'line-start' : 'text-start' };
      case '$':
        return { kind: 'assertion', assertion: multiLine ? 'line-end' : 'text-end' };
      case '*':
      case '+':
      case '?':
        throw this.#error(`nothing precedes this "${char}" that could be repeated`, start);
      case '\\': {
        const escaped = readEscape(this.#source, start);
        this.#at = escaped.end;
        if (escaped.kind === 'assertion') return { kind: 'assertion', assertion: escaped.assertion };
        if (escaped.kind === 'class') return { kind: 'class', ranges: escaped.ranges, negated: false, ignoreCase };
        return { kind: 'character', codePoint: escaped.codePoint, ignoreCase };
      }
      default:
        return { kind: 'character', codePoint: char.codePointAt(0) ?? 0, ignoreCase };
    }
  }

  #repeated(atom: RegexNode): RegexNode {
    const start = this.#at;
    const count = this.#count();
    if (count === undefined) return atom;
    this.#take('?');
    const again = this.#at;
    if (this.#count() !== undefined) throw this.#error('a repetition cannot be repeated; put it in parentheses', again);
    if (Math.max(count.min, count.max ?? 0) > MAX_REPEAT || (count.max ?? count.min) < count.min) {
      throw this.#error(`repetition counts go up to ${MAX_REPEAT}, the smaller one first`, start);
    }
    const node: RegexNode = { kind: 'repeat', item: atom, ...count };
    if (repetitions(node) > MAX_REPEAT)
      throw this.#error(`nested repetitions multiply to more than ${MAX_REPEAT}`, start);
    return node;
  }

  #count(): { min: number; max?: number } | undefined {
    if (this.#take('*')) return { min: 0 };
    if (this.#take('+')) return { min: 1 };
    if (this.#take('?')) return { min: 0, max: 1 };
    // Anything else in braces is literal text, in RE2 and in Go.
    const match = /^\{([0-9]+)(?:(,)([0-9]*))?\}/.exec(this.#source.slice(this.#at, this.#at + 32));
    if (match === null) return undefined;
    this.#at += match[0].length;
    const min = Number(match[1]);
    if (match[2] === undefined) return { min, max: min };
    return match[3] === '' ? { min } : { min, max: Number(match[3]) };
  }

  #group(start: number): RegexNode | undefined {
    if (++this.#depth > MAX_DEPTH) throw this.#error(`parentheses are nested more than ${MAX_DEPTH} deep`, start);
    const outer = this.#flags;
    if (this.#take('?') && this.#groupHead(start) === 'flags-only') {
      this.#depth--;
      return undefined;
    }
    const node = this.#alternatives();
    if (!this.#take(')')) throw this.#error('this "(" has no closing ")"', start);
    this.#flags = outer;
    this.#depth--;
    return node;
  }

  #groupHead(start: number): 'group' | 'flags-only' {
    const rest = this.#source.slice(this.#at, this.#at + 256);
    const named = /^P?<[A-Za-z_][A-Za-z0-9_]*>/.exec(rest);
    if (named !== null) {
      this.#at += named[0].length;
      return 'group';
    }
    if (/^(?:[=!]|<[=!])/.test(rest)) throw this.#error('look-around does not exist in RE2', start);
    const match = /^([imsU]*)(?:-([imsU]+))?([:)])/.exec(rest);
    if (match === null) throw this.#error('what follows "(?" is neither flags nor a name', start);
    const [head, on = '', off = '', close] = match;
    if (close === ')' && on === '' && off === '') throw this.#error('"(?)" sets no flag', start);
    const set = (letter: string, before: boolean): boolean => !off.includes(letter) && (on.includes(letter) || before);
    this.#flags = {
      ignoreCase: set('i', this.#flags.ignoreCase),
      multiLine: set('m', this.#flags.multiLine),
      dotAll: set('s', this.#flags.dotAll),
    };
    this.#at += head.length;
    return close === ')' ? 'flags-only' : 'group';
  }

  #bracket(start: number): RegexNode {
    const negated = this.#take('^');
    const ranges: (readonly [number, number])[] = [];
    for (let first = true; first || this.#source[this.#at] !== ']'; first = false) {
      if (this.#at >= this.#source.length) throw this.#error('this "[" has no closing "]"', start);
      const set = this.#bracketSet();
      if (set !== undefined) {
        ranges.push(...set);
        continue;
      }
      const from = this.#at;
      const low = this.#bracketCharacter();
      const isRange = this.#source[this.#at] === '-' && (this.#source[this.#at + 1] ?? ']') !== ']';
      if (!isRange) {
        ranges.push([low, low]);
        continue;
      }
      this.#at++;
      const high = this.#bracketCharacter();
      if (high < low) throw this.#error('this range runs backwards', from);
      ranges.push([low, high]);
    }
    this.#at++;
    const { ignoreCase } = this.#flags;
    return { kind: 'class', ranges: normalize(ranges), negated, ignoreCase };
  }

  /** `[:alpha:]`, `\d`, `\pL` inside brackets. */
  #bracketSet(): CodePointRanges | undefined {
    const rest = this.#source.slice(this.#at, this.#at + 16);
    const posix = /^\[:(\^?)([a-z]+):\]/.exec(rest);
    if (posix !== null) {
      const ranges = POSIX_CLASSES[posix[2] ?? ''];
      if (ranges === undefined) throw this.#error(`there is no class "${posix[0]}"`);
      this.#at += posix[0].length;
      return posix[1] === '^' ? complement(ranges) : ranges;
    }
    const perl = /^\\([dswDSW])/.exec(rest)?.[1];
    if (perl !== undefined) {
      this.#at += 2;
      const ranges = PERL_CLASSES[perl.toLowerCase()] ?? [];
      return perl === perl.toLowerCase() ? ranges : complement(ranges);
    }
    if (!/^\\[pP]/.test(rest)) return undefined;
    const unicode = readUnicodeClass(this.#source, this.#at);
    this.#at = unicode.end;
    return unicode.ranges;
  }

  #bracketCharacter(): number {
    if (this.#at >= this.#source.length) throw this.#error('this "[" has no closing "]"');
    if (this.#source[this.#at] !== '\\') return this.#next().codePointAt(0) ?? 0;
    const escaped = readEscape(this.#source, this.#at);
    if (escaped.kind !== 'character') throw this.#error('this escape is no single character');
    this.#at = escaped.end;
    return escaped.codePoint;
  }

  /** `\Q…\E`: literal text, to the end when `\E` is missing. */
  #quoted(): RegexNode[] {
    const end = this.#source.indexOf('\\E', this.#at + 2);
    const text = this.#source.slice(this.#at + 2, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#source.length : end + 2;
    const { ignoreCase } = this.#flags;
    return Array.from(
      text,
      (char) => ({ kind: 'character', codePoint: char.codePointAt(0) ?? 0, ignoreCase }) as const,
    );
  }

  #next(): string {
    const char = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += char.length;
    return char;
  }

  #take(char: string): boolean {
    if (this.#source[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #error(message: string, offset: number = this.#at): RegexSyntaxError {
    return new RegexSyntaxError(message, offset);
  }
}
