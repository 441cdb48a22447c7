/** How browsers name themselves; the first that matches, since Edge and Opera also say Chrome, and all of them Safari. */
const BROWSERS: readonly (readonly [name: string, version: RegExp])[] = [
  ['Edge', /\bEdg\w*\/(\d{1,5})/],
  ['Opera', /\bOPR\/(\d{1,5})/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d{1,5})/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d{1,5})/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d{1,5})/],
  ['Safari', /\bVersion\/(\d{1,5}).*Safari/],
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

/** What requests tell of the browser that sends them. */
export interface UserAgentHeaders {
  readonly 'user-agent'?: string | undefined;
  /** User-Agent Client Hints, sent by Chromium without being asked, on https and localhost: `"Google Chrome";v="126", "Not/A)Brand";v="8"`. */
  readonly 'sec-ch-ua'?: string | undefined;
  /** `"Windows"` */
  readonly 'sec-ch-ua-platform'?: string | undefined;
}

/** Characters of a header that are read. */
const MAX_HEADER = 400;

/**
 * Browser with its major version, and operating system; what cannot be told is left out.
 *
 * @example userAgentFacts({ 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' })
 *          // { browser: 'Firefox 140', os: 'Linux' }
 */
export function userAgentFacts(headers: UserAgentHeaders): { browser?: string; os?: string } {
  const header = (name: keyof UserAgentHeaders): string => headers[name]?.slice(0, MAX_HEADER) ?? '';
  const userAgent = header('user-agent');
  const brands = [...header('sec-ch-ua').matchAll(/"([\w ]{1,30})";v="(\d{1,5})"/g)];
  const [, brand, brandVersion] =
    brands.find(([, brand]) => brand !== 'Chromium' && !/^Not.*Brand$/.test(brand ?? '')) ?? [];
  const [name, version] = BROWSERS.find(([, pattern]) => pattern.test(userAgent)) ?? [];
  const browser = brand ? `${brand} ${brandVersion}` : name && `${name} ${version?.exec(userAgent)?.[1]}`;
  const platform = /^"([\w ]{1,30})"$/.exec(header('sec-ch-ua-platform'))?.[1];
  const os = platform ?? SYSTEMS.find(([, sign]) => sign.test(userAgent))?.[0];
  return { ...(browser && { browser }), ...(os && { os }) };
}
