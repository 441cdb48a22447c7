import type { IncomingHeaders } from '../context/headers.js';

/** The ids by which an analytics service knows a visitor, as fields of the context. */
export interface AnalyticsIds {
  /** `google`, `segment`, `posthog`, `matomo`, or `own` for a cookie of your own. */
  readonly analytics_service: string;
  /** The service's id of the visitor, as its exports and its API have it. */
  readonly analytics_id: string;
  readonly analytics_session_id?: string;
}

export interface AnalyticsOptions {
  /** A cookie of your own that holds the visitor's id. It wins. Default: none. */
  readonly cookie?: string;
}

/** Ids from outside end up in every entry: letters, digits and a few signs, at most 128 of them. */
const SOUND_ID = /^[\w.:@/+=-]{1,128}$/;

/**
 * The ids of the analytics service whose cookies a request brings, so that entries about what a user does can be joined with its reports:
 * Google Analytics 4, Segment, PostHog, Matomo, or a cookie of your own. A service sets its cookies when the visitor has agreed; without them there is
 * no id.
 *
 * @param headers of the request, with lower-case names
 * @returns nothing when there is none, or none that is sound
 *
 * @example
 * app.use((request, response, next) => {
 *   addContext(analyticsIds(request.headers)); // behind requestLogger
 *   next();
 * });
 */
export function analyticsIds(
  headers: IncomingHeaders,
  options: AnalyticsOptions = {},
): AnalyticsIds | Record<never, never> {
  const cookies = cookiesOf(headers.cookie);
  const own = options.cookie === undefined ? undefined : { id: cookies.get(options.cookie) };
  const found: readonly (readonly [string, Found | undefined])[] = [
    ['own', own],
    ['google', google(cookies)],
    ['segment', segment(cookies)],
    ['posthog', posthog(cookies)],
    ['matomo', matomo(cookies)],
  ];
  for (const [analytics_service, ids] of found) {
    if (ids?.id === undefined || !SOUND_ID.test(ids.id)) continue;
    const session = ids.session !== undefined && SOUND_ID.test(ids.session) ? ids.session : undefined;
    return { analytics_service, analytics_id: ids.id, ...(session !== undefined && { analytics_session_id: session }) };
  }
  return {};
}

interface Found {
  readonly id: string | undefined;
  readonly session?: string | undefined;
}

type Cookies = ReadonlyMap<string, string>;

/** Cookies by name, decoded; the first of a name counts (RFC 6265, section 5.4). */
function cookiesOf(header: string | readonly string[] | undefined): Cookies {
  const cookies = new Map<string, string>();
  for (const pair of typeof header === 'string' ? header.split(';') : []) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    if (at > 0 && !cookies.has(name)) cookies.set(name, decoded(pair.slice(at + 1).trim()));
  }
  return cookies;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not encoded, then: a lone percent sign.
    return text;
  }
}

const firstNamed = (cookies: Cookies, name: RegExp): string | undefined =>
  [...cookies].find(([one]) => name.test(one))?.[1];

/**
 * `_ga=GA1.1.<client id>`, where the client id is two numbers: `client_id` of the Measurement Protocol and `user_pseudo_id` in BigQuery.
 * `_ga_<stream>=GS1.1.<session>.…`, since 2025 `GS2.1.s<session>$…`: `ga_session_id`.
 */
function google(cookies: Cookies): Found {
  const id = /^GA\d\.\d+\.(\d+\.\d+)$/.exec(cookies.get('_ga') ?? '')?.[1];
  return { id, session: /^GS\d\.\d+\.s?(\d+)[.$]/.exec(firstNamed(cookies, /^_ga_/) ?? '')?.[1] };
}

/** `ajs_anonymous_id`, with or without the quotes that older versions of analytics.js put around it: `anonymousId`. */
const segment = (cookies: Cookies): Found => ({ id: cookies.get('ajs_anonymous_id')?.replace(/^"(.*)"$/, '$1') });

/** `ph_<project key>_posthog`, JSON: `distinct_id`, and `$sesid` with time, session id and time. */
function posthog(cookies: Cookies): Found | undefined {
  try {
    const state: unknown = JSON.parse(firstNamed(cookies, /^ph_.+_posthog$/) ?? 'null');
    if (typeof state !== 'object' || state === null || !('distinct_id' in state)) return undefined;
    const session: unknown = '$sesid' in state && Array.isArray(state.$sesid) ? state.$sesid[1] : undefined;
    return { id: String(state.distinct_id), session: typeof session === 'string' ? session : undefined };
  } catch {
    // Anybody can send any cookie.
    return undefined;
  }
}

/** `_pk_id.<site>.<hash>=<visitor id>.…`, where the visitor id is 16 hexadecimal digits: `visitorId` of the Live API. */
const matomo = (cookies: Cookies): Found => ({
  id: /^([0-9a-f]{16})\./.exec(firstNamed(cookies, /^_pk_id\./) ?? '')?.[1],
});
