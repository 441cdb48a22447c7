/** How browsers name themselves; the first that matches, since Edge and Opera also say Chrome, and all of them Safari. */
const BROWSERS: readonly (readonly [name: string, version: RegExp])[] = [
  ['Edge', /\bEdg\w*\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+).*Safari/],
];

/** The same for operating systems: Android also says Linux, an iPhone also Mac OS X. */
const SYSTEMS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['Windows', /Windows/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['macOS', /Mac OS X/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
];

/** What `navigator.userAgentData` tells without being asked; Chromium has it on pages of https. */
interface UserAgentData {
  readonly brands?: readonly { readonly brand: string; readonly version: string }[];
  readonly platform?: string;
}

/**
 * Browser with its major version, and operating system; what cannot be told is left out.
 *
 * @param data `navigator.userAgentData`, where there is one
 * @example userAgentFacts('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0') // { browser: 'Firefox 140', os: 'Linux' }
 */
export function userAgentFacts(userAgent: string, data?: UserAgentData): { browser?: string; os?: string } {
  const brand = data?.brands?.find(({ brand }) => !/Not.*Brand|^Chromium$/.test(brand));
  const [name, version] = BROWSERS.find(([, pattern]) => pattern.test(userAgent)) ?? [];
  const browser = brand ? `${brand.brand} ${brand.version}` : name && `${name} ${version?.exec(userAgent)?.[1]}`;
  const os = data?.platform || SYSTEMS.find(([, sign]) => sign.test(userAgent))?.[0];
  return { ...(browser && { browser }), ...(os && { os }) };
}
