import { boundedText } from '@heartwood/redact';

/** Bytes of UTF-8 a line may have, with its newline. A Heartwood server takes 1 MiB (`lineBytes` of its limits). */
export const MAX_LINE_BYTES = 1_000_000;

/** The field that names the fields of which something was left out because the line was too long. */
export const TRUNCATED_FIELDS = 'truncated_fields';

/** A UTF-16 unit is three bytes of UTF-8 at most, so a line of so many units is never too long. */
const SURELY_SHORT = Math.floor(MAX_LINE_BYTES / 3);

/** Bytes left for the names in {@link TRUNCATED_FIELDS}: fifty names of 256 units, each three bytes. */
const NAMED = 50;
const NAMES_BYTES = 40_000;

/** A control character is six bytes of JSON, `\u0001`: as much as a UTF-16 unit of text can take. */
const BYTES_PER_UNIT = 6;

/** Of an object or list that is cut: values kept, and levels. */
const MAX_NODES = 500;
const MAX_DEPTH = 8;

/** A member of a line, as it stands there. */
interface Member {
  /** With its quotes. */
  readonly name: string;
  readonly value: string;
  readonly bytes: number;
}

/**
 * A line no destination refuses for its length. Of one with more than {@link MAX_LINE_BYTES} the longest fields are cut, all to the same length; short
 * ones stay as they are. Names of cut fields stand in `truncated_fields`, fifty at most.
 *
 * @param line a JSON object and a newline
 * @returns the line itself when it is short enough
 * @throws SyntaxError when it is no JSON object
 */
export function withinLineLimit(line: string): string {
  if (line.length <= SURELY_SHORT || Buffer.byteLength(line) <= MAX_LINE_BYTES) return line;
  const members = membersOf(line).filter(({ name }) => name !== `"${TRUNCATED_FIELDS}"`);
  const room = fairShare(members);
  const cut: string[] = [];
  let kept = '';
  for (const { name, value, bytes } of members) {
    const isCut = bytes > room;
    if (isCut && cut.length < NAMED) cut.push(name);
    kept += `${kept === '' ? '' : ','}${name}:${isCut ? cutValue(value, room - Buffer.byteLength(name) - 2) : value}`;
  }
  return `{${kept},"${TRUNCATED_FIELDS}":[${cut.join(',')}]}\n`;
}

/** The bytes a member may have, so that all fit and those that are shorter stay whole. */
function fairShare(members: readonly Member[]): number {
  const sizes = members.map(({ bytes }) => bytes).sort((a, b) => a - b);
  let room = MAX_LINE_BYTES - NAMES_BYTES;
  for (const [index, bytes] of sizes.entries()) {
    const share = Math.floor(room / (sizes.length - index));
    if (bytes > share) return share;
    room -= bytes;
  }
  return Number.POSITIVE_INFINITY;
}

/** The members of a JSON object, in order; their values stay text, so that no number changes. */
function membersOf(line: string): Member[] {
  const members: Member[] = [];
  for (let at = 1; line[at] === '"'; ) {
    const nameEnd = endOfString(line, at);
    const end = endOfValue(line, nameEnd + 1);
    const name = line.slice(at, nameEnd);
    const value = line.slice(nameEnd + 1, end);
    members.push({ name, value, bytes: Buffer.byteLength(name) + Buffer.byteLength(value) + 2 });
    at = end + 1;
  }
  return members;
}

/** @param at the opening quote @returns the place behind the closing one */
function endOfString(line: string, at: number): number {
  for (let quote = line.indexOf('"', at + 1); quote !== -1; quote = line.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (line[quote - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return quote + 1;
  }
  throw new SyntaxError('a text of the line has no end');
}

function endOfValue(line: string, from: number): number {
  let depth = 0;
  for (let at = from; at < line.length; at++) {
    const unit = line[at];
    if (unit === '"') at = endOfString(line, at) - 1;
    else if (unit === '{' || unit === '[') depth++;
    else if (depth === 0 && (unit === ',' || unit === '}')) return at;
    else if (unit === '}' || unit === ']') depth--;
  }
  throw new SyntaxError('a value of the line has no end');
}

/** A value of the same kind in at most so many bytes of JSON: texts cut, members and items left out. */
function cutValue(json: string, bytes: number): string {
  const whole: unknown = JSON.parse(json);
  for (let units = Math.floor(bytes / BYTES_PER_UNIT); units > 0; units >>= 1) {
    const shorter = JSON.stringify(new Cut(units).of(whole, 0));
    if (Buffer.byteLength(shorter) <= bytes) return shorter;
  }
  return 'null';
}

/** Makes one value smaller. */
class Cut {
  #units: number;
  #nodes = MAX_NODES;

  /** @param units UTF-16 units of all texts and names together */
  constructor(units: number) {
    this.#units = units;
  }

  of(value: unknown, depth: number): unknown {
    this.#nodes--;
    if (typeof value === 'string') return this.#text(value, depth === 0 ? this.#units : this.#units >> 2);
    if (typeof value !== 'object' || value === null) return value;
    if (depth === MAX_DEPTH) return Array.isArray(value) ? [] : {};
    if (Array.isArray(value)) return this.#some(value).map((item) => this.of(item, depth + 1));
    const kept = this.#some(Object.entries(value)).map(([name, member]) => {
      this.#units = Math.max(0, this.#units - name.length);
      return [name, this.of(member, depth + 1)];
    });
    return Object.fromEntries(kept);
  }

  /** @param share of several texts none takes more than a quarter of the room, or the first would leave nothing for the others */
  #text(text: string, share: number): string {
    const shorter = boundedText(text, Math.min(this.#units, Math.max(256, share)));
    this.#units = Math.max(0, this.#units - shorter.length);
    return shorter;
  }

  #some<Item>(items: readonly Item[]): readonly Item[] {
    return items.slice(0, Math.max(0, this.#nodes));
  }
}
