import { digitsEnd, isDigitAt, isWordAt, kindAt, LOWER, UPPER } from '../scan/char-kind.js';
import { type ContextWords, verdictBefore } from '../scan/context.js';

/**
 * An IPv4 address that begins with the digits at `start`: four numbers to 255 without leading zeros, not a part of a longer
 * dotted number, and not a version number by what stands around it.
 *
 * @returns its end, 0 when there is none
 */
export function ipv4At(text: string, start: number, hint: string): number {
  const end = quadEnd(text, start);
  if (end === 0 || !endsAddress(text, end)) return 0;
  const before = start > 0 ? text.charCodeAt(start - 1) : 0;
  if (before === 0x2e || before === 0x2b || before === 0x7e || before === 0x5e) return 0; // . + ~ ^
  const quad = text.slice(start, end);
  if (before === 0x40 && !isTypicalHost(quad)) return 0; // package@1.2.3.4
  if (before === 0x2d && isWordAt(text, start - 2) && !isHostName(text, start)) return 0; // name-1.2.3.4
  if (before === 0x3d && text.charCodeAt(start - 2) === 0x3d) return 0; // package==1.2.3.4
  if (before === 0x2f && isProduct(text, start - 1)) return 0; // Chrome/120.0.0.0
  // 0.x is no address of anything but `this network`; as a version it is everyday.
  if (quad.startsWith('0.') && quad !== '0.0.0.0') return 0;
  return verdictBefore(text, start, hint, LABELS) === 'against' ? 0 : end;
}

/** The end of four dotted numbers to 255 without leading zeros; 0 when there are none. */
export function quadEnd(text: string, start: number): number {
  let index = start;
  for (let part = 0; part < 4; part++) {
    if (part > 0) {
      if (text.charCodeAt(index) !== 0x2e) return 0;
      index++;
    }
    const end = digitsEnd(text, index, 4);
    const length = end - index;
    if (length === 0 || length > 3 || (length > 1 && text.charCodeAt(index) === 0x30)) return 0;
    if (Number(text.slice(index, end)) > 255) return 0;
    index = end;
  }
  return index;
}

/** Not followed by more of a number, a version or a name: `1.2.3.4.5`, `1.2.3.4-rc1`, `1.2.3.4+deb`, `1.2.3.4.jar`. */
function endsAddress(text: string, end: number): boolean {
  if (isWordAt(text, end)) return false;
  const after = end < text.length ? text.charCodeAt(end) : 0;
  if (after === 0x2e) {
    if (isDigitAt(text, end + 1)) return false;
    return (kindAt(text, end + 1) & (LOWER | UPPER)) === 0 || isReverseName(text, end);
  }
  if (after === 0x2b || after === 0x7e) return false; // + ~
  // A range `10.0.0.1-10.0.0.9` is two addresses; `1.2.3.4-beta` and `1.2.3.4-1` are versions.
  if (after === 0x2d && isWordAt(text, end + 1)) return quadEnd(text, end + 1) > 0;
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

/** Private, or with numbers larger than versions have. */
const isTypicalHost = (quad: string): boolean =>
  quad.startsWith('10.') || quad.startsWith('127.') || quad.split('.').filter((part) => Number(part) > 30).length >= 2;

/** A product token of RFC 9110, section 10.1.5 before the slash, as in a User-Agent; not a path, not a URL. */
function isProduct(text: string, slash: number): boolean {
  let index = slash;
  const floor = Math.max(0, slash - 40);
  while (index > floor && (isWordAt(text, index - 1) || text.charCodeAt(index - 1) === 0x2e)) index--;
  if (index === slash || (kindAt(text, index) & (LOWER | UPPER)) === 0) return false;
  const before = index > 0 ? text.charCodeAt(index - 1) : 0x20;
  if (before === 0x2f || before === 0x2d || before === 0x3a) return false;
  return !PLACES.has(text.slice(index, slash).toLowerCase());
}

/** Words before a slash that name a machine rather than a product: Java prints addresses as `host/10.0.0.1`. */
const PLACES: ReadonlySet<string> = new Set([
  'localhost',
  'host',
  'ip',
  'ips',
  'address',
  'inet',
  'tcp',
  'udp',
  'dns',
  'hosts',
]);

const LABELS: ContextWords = {
  for: new Set([
    ...[
      'ip',
      'ips',
      'ipv4',
      'addr',
      'address',
      'client',
      'host',
      'hostname',
      'server',
      'remote',
      'peer',
      'source',
      'src',
      'dst',
    ],
    ...[
      'destination',
      'dest',
      'listen',
      'listening',
      'bind',
      'bound',
      'connect',
      'connected',
      'connecting',
      'connection',
      'dial',
    ],
    ...[
      'gateway',
      'dns',
      'nameserver',
      'proxy',
      'forwarded',
      'upstream',
      'subnet',
      'network',
      'cidr',
      'route',
      'ping',
      'login',
    ],
    ...[
      'adresse',
      'dirección',
      'indirizzo',
      'adres',
      'endereço',
      'serveur',
      'servidor',
      'hôte',
      'http',
      'https',
      'tcp',
      'udp',
    ],
    ...[
      'node',
      'visitor',
      'user',
      'request',
      'blocked',
      'ban',
      'banned',
      'whitelist',
      'blacklist',
      'allowlist',
      'denylist',
    ],
  ]),
  against: new Set([
    ...[
      'version',
      'versions',
      'ver',
      'v',
      'release',
      'releases',
      'released',
      'rel',
      'build',
      'builds',
      'firmware',
      'driver',
    ],
    ...[
      'sdk',
      'library',
      'lib',
      'package',
      'packages',
      'upgrade',
      'upgraded',
      'upgrading',
      'downgrade',
      'downgraded',
      'bump',
    ],
    ...[
      'bumped',
      'installed',
      'installing',
      'install',
      'unpacked',
      'configured',
      'update',
      'updated',
      'updating',
      'patch',
    ],
    ...[
      'chrome',
      'firefox',
      'safari',
      'edge',
      'opera',
      'assemblyversion',
      'fileversion',
      'oid',
      'section',
      'chapter',
      'clause',
    ],
    ...[
      'release',
      'revision',
      'rev',
      'changelog',
      'amd',
      'arm',
      'tag',
      'tagged',
      'versión',
      'versione',
      'wersja',
      'versie',
    ],
  ]),
};
