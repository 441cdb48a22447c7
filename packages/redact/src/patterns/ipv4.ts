import { digitsEnd, isDigitAt, isWordAt, kindAt, LOWER, UPPER } from '../scan/char-kind.js';
import { type ContextWords, verdictBefore, wordsOf } from '../scan/context.js';

/**
 * An IPv4 address that begins with the digits at `start`: four numbers to 255 without leading zeros, not a part of a longer
 * dotted number, and not a version number by what stands around it. The more its numbers look like those of versions, the more
 * has to say that it is an address, and the less that it is not.
 *
 * @param end where {@link quadEnd} says that the four numbers end
 * @returns its end, 0 when it is none
 */
export const ipv4At = (text: string, start: number, end: number, hint: string): number =>
  isJudged(text, start, end, hint) && !isSecondVersion(text, start, hint) ? end : 0;

/** Whether four numbers are an address by what they and their surroundings look like. */
function isJudged(text: string, start: number, end: number, hint: string): boolean {
  const before = start > 0 ? text.charCodeAt(start - 1) : 0;
  if (before === 0x2e || before === 0x2b || before === 0x7e || before === 0x5e) return false; // . + ~ ^
  const quad = quadAt(text, start);
  if (before === 0x2f && !hasPort(text, end) && isProduct(text, start - 1, quad)) return false; // Chrome/120.0.0.0
  const isVersionLike = hasVersionNumbers(quad);
  if (!endsAddress(text, end, isVersionLike)) return false;
  // user@10.0.0.1, deploy@1.2.3.4:/srv; but package@1.2.3.4
  if (before === 0x40) return !isSmall(quad) || text.charCodeAt(end) === 0x3a;
  if (before === 0x2d && isWordAt(text, start - 2) && !isHostName(text, start) && !isTypicalHost(quad)) return false; // name-1.2.3.4
  if (before === 0x3d && text.charCodeAt(start - 2) === 0x3d) return false; // package==1.2.3.4
  // 0.x is no address of anything but `this network`; as a version it is everyday.
  if (quad[0] === 0 && quad.some((part) => part !== 0)) return false;
  if (before === 0x3a && isVersionLike && isCoordinate(text, start)) return false; // org.example:library:1.2.3.4
  const verdict = verdictBefore(text, start, hint, LABELS, isVersionLike ? undefined : NEAR);
  if (verdict === 'against') return false;
  return verdict === 'for' || !isSmall(quad) || isAnchored(text, start, end);
}

/** The coordinates of a package, group and name before the version: `com.example:client:1.2.3.4`. */
const isCoordinate = (text: string, start: number): boolean =>
  /[A-Za-z][\w.-]*:[A-Za-z][\w.-]*:$/.test(text.slice(Math.max(0, start - 64), start));

/** Where one version has been told, the next is told soon after: `1.2.3.4 (was 1.2.3.3)`, `from 1.2.3.4 to 1.2.3.5`. */
function isSecondVersion(text: string, start: number, hint: string): boolean {
  if (!hasVersionNumbers(quadAt(text, start))) return false;
  const before = text.slice(Math.max(0, start - 28), start);
  const first = /(?:^|[^\d.])(\d{1,3}(?:\.\d{1,3}){3}[^\d.]{1,10})$/.exec(before)?.[1];
  if (first === undefined) return false;
  const end = quadEnd(text, start - first.length);
  return end === 0 || !isJudged(text, start - first.length, end, hint);
}

/** How far a word is heard that speaks of versions when the numbers do not look like one, characters: `Chrome 131.0.0.0`. */
const NEAR = 12;

/** The four numbers of an address. */
type Quad = readonly [number, number, number, number];

/** The end of four dotted numbers to 255 without leading zeros; 0 when there are none. */
export function quadEnd(text: string, start: number): number {
  let index = start;
  for (let part = 0; part < 4; part++) {
    if (part > 0 && text.charCodeAt(index++) !== 0x2e) return 0;
    const end = digitsEnd(text, index, 4);
    const length = end - index;
    if (length === 0 || length > 3 || (length > 1 && text.charCodeAt(index) === 0x30)) return 0;
    if (length === 3 && numberAt(text, index, end) > 255) return 0;
    index = end;
  }
  return index;
}

/** The numbers where {@link quadEnd} has found some. */
function quadAt(text: string, start: number): Quad {
  const first = digitsEnd(text, start, 3);
  const second = digitsEnd(text, first + 1, 3);
  const third = digitsEnd(text, second + 1, 3);
  return [
    numberAt(text, start, first),
    numberAt(text, first + 1, second),
    numberAt(text, second + 1, third),
    numberAt(text, third + 1, digitsEnd(text, third + 1, 3)),
  ];
}

function numberAt(text: string, start: number, end: number): number {
  let value = 0;
  for (let index = start; index < end; index++) value = value * 10 + text.charCodeAt(index) - 0x30;
  return value;
}

/**
 * Not followed by more of a number, a version or a name: `1.2.3.4.5`, `1.2.3.4-rc1`, `1.2.3.4+deb`, `1.2.3.4.jar`. Numbers that no
 * version has may be followed by a name: `203.0.113.7.static.example.net`, `192.168.1.7-8080`.
 */
function endsAddress(text: string, end: number, isVersionLike: boolean): boolean {
  if (isWordAt(text, end)) return false;
  const after = end < text.length ? text.charCodeAt(end) : 0;
  if (after === 0x2e) {
    if (isDigitAt(text, end + 1)) return false;
    return !isVersionLike || (kindAt(text, end + 1) & (LOWER | UPPER)) === 0 || isReverseName(text, end);
  }
  if (after === 0x2b || after === 0x7e) return false; // + ~
  // A range `10.0.0.1-10.0.0.9` is two addresses; `1.2.3.4-beta` and `1.2.3.4-1` are versions.
  if (after === 0x2d && isWordAt(text, end + 1)) return !isVersionLike || quadEnd(text, end + 1) > 0;
  return true;
}

const isReverseName = (text: string, end: number): boolean =>
  /^\.(?:in-addr|nip\.io|sslip\.io|xip\.io)/.test(text.slice(end, end + 9));

/** `ip-10.0.0.1`, `host-10.0.0.1`. */
const isHostName = (text: string, start: number): boolean =>
  /(?:^|[^A-Za-z0-9])(?:ip|host|node|server|from|to|client|addr)-$/i.test(text.slice(Math.max(0, start - 8), start)) ||
  quadEndsAt(text, start - 1);

/** Whether an address ends right before `end`: the second of a range. */
const quadEndsAt = (text: string, end: number): boolean =>
  /(?:^|[^\d.])\d{1,3}(?:\.\d{1,3}){3}$/.test(text.slice(Math.max(0, end - 16), end));

/** In numbers that versions do not have: private (RFC 1918), loopback, or large. */
const isTypicalHost = (quad: Quad): boolean =>
  isPrivate(quad) || quad[0] >= 40 || quad.filter((part) => part > 30).length >= 2;

const isPrivate = ([first, second]: Quad): boolean =>
  first === 10 || first === 127 || (first === 192 && second === 168) || (first === 172 && second >= 16 && second <= 31);

/** The first three numbers as versions have them. Of all addresses one in 170 has such numbers, and many of private networks. */
const hasVersionNumbers = (quad: Quad): boolean => quad[0] < 32 && quad[1] < 32 && quad[2] < 100;

/**
 * The first three numbers below 32, as versions have them; one random address in 500 is so too. Private ones and well-known
 * resolvers are not meant. Such numbers are a version more often than an address, unless something says that they are one.
 */
const isSmall = (quad: Quad): boolean =>
  quad[0] < 32 && quad[1] < 32 && quad[2] < 32 && !isPrivate(quad) && !KNOWN.has(quad.join('.'));

const KNOWN: ReadonlySet<string> = wordsOf('0.0.0.0 1.1.1.1 1.0.0.1 8.8.8.8 8.8.4.4 8.8.8.4 8.8.4.8 9.9.9.9');

const hasPort = (text: string, end: number): boolean => text.charCodeAt(end) === 0x3a && isDigitAt(text, end + 1);

/** In a place where only an address stands: in a URL or brackets, before a port, a prefix length, or the user of an access log. */
function isAnchored(text: string, start: number, end: number): boolean {
  const before = start > 0 ? text.charCodeAt(start - 1) : 0;
  return (
    before === 0x2f ||
    before === 0x5b ||
    before === 0x40 ||
    hasPort(text, end) ||
    text.startsWith(' - ', end) ||
    (text.charCodeAt(end) === 0x2f && isDigitAt(text, end + 1))
  );
}

/** A product token of RFC 9110, section 10.1.5 before the slash, as in a User-Agent; not a path, not a URL. */
function isProduct(text: string, slash: number, quad: Quad): boolean {
  let index = slash;
  const floor = Math.max(0, slash - 40);
  while (index > floor && isWordAt(text, index - 1)) index--;
  if (index === slash || (kindAt(text, index) & (LOWER | UPPER)) === 0) return false;
  const before = index > 0 ? text.charCodeAt(index - 1) : 0x20;
  // `redis-1.internal/10.0.0.1` is how Java prints an address.
  if (before === 0x2f || before === 0x2d || before === 0x3a || before === 0x2e) return false;
  // `redis/10.0.0.5` is a host, `MyApp/10.0.0.5` a product.
  if (isPrivate(quad) && kindAt(text, index) === LOWER) return false;
  return !PLACES.has(text.slice(index, slash).toLowerCase());
}

/** Words before a slash that name a machine rather than a product: Java prints addresses as `host/10.0.0.1`. */
const PLACES: ReadonlySet<string> = wordsOf('localhost host ip ips address inet tcp udp dns hosts');

const LABELS: ContextWords = {
  for: wordsOf(`
    ip ips ipv4 addr address client host hostname server remote peer source src dst destination dest listen
    listening bind bound connect connected connecting connecté connectée conectado conectada verbunden połączono connection dial gateway dns nameserver proxy forwarded
    upstream subnet network cidr route ping login adresse dirección indirizzo adres endereço serveur
    servidor hôte http https tcp udp node visitor user request blocked ban banned whitelist blacklist
    allowlist denylist
  `),
  against: wordsOf(`
    version versions ver v release releases released rel build builds firmware driver sdk library lib
    package packages upgrade upgraded upgrading downgrade downgraded bump bumped installed installing
    install unpacked configured update updated updating patch chrome firefox safari edge opera
    assemblyversion fileversion oid section chapter clause revision rev changelog amd arm tag tagged versión
    versione wersja versie
  `),
};
