import { createHash } from 'node:crypto';

/** A small linear congruential generator (Numerical Recipes), so that every run sends the same entries. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

export const SERVICES = ['shop', 'billing', 'search', 'mail', 'gateway', 'inventory', 'accounts', 'reports'];
const ROUTES = ['/cart', '/checkout', '/invoices/:id', '/login', '/products/:id', '/search', '/orders/:id', '/health'];
const METHODS = ['GET', 'GET', 'GET', 'POST', 'PUT'];
export const EVENTS = [
  'http.request',
  'order.placed',
  'invoice.approved',
  'payment.failed',
  'cart.changed',
  'log.message',
];
const LEVELS = ['DEBUG', 'INFO', 'INFO', 'INFO', 'INFO', 'INFO', 'INFO', 'WARNING', 'ERROR'];
const WORDS =
  'payment order invoice customer request timeout retry cache warmed item shipped address updated query slow connection refused token expired upload finished report created queue message delivered provider answered stock reserved released price changed session started ended'.split(
    ' ',
  );

/**
 * A structured entry as a TypeScript backend writes them: the standard fields with random trace, span and request ids, five to
 * nine declared fields, a message of 4–14 words; about 500 bytes as JSON.
 *
 * @param at Unix milliseconds
 */
export function makeEntry(random: () => number, at: number): Record<string, unknown> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const hex = (digits: number): string =>
    Array.from({ length: Math.ceil(digits / 8) }, () =>
      Math.floor(random() * 4_294_967_296)
        .toString(16)
        .padStart(8, '0'),
    )
      .join('')
      .slice(0, digits);
  const service = pick(SERVICES);
  const status = random() < 0.03 ? 500 : random() < 0.1 ? 404 : 200;
  return {
    timestamp: new Date(at).toISOString(),
    level: status === 500 ? 'ERROR' : pick(LEVELS),
    message: Array.from({ length: 4 + Math.floor(random() * 11) }, () => pick(WORDS)).join(' '),
    logger: `${service}.http`,
    event: pick(EVENTS),
    service,
    environment: 'production',
    version: '4.2.1',
    host: `${service}-${Math.floor(random() * 12)}`,
    pid: 1_000 + Math.floor(random() * 50),
    trace_id: hex(32),
    span_id: hex(16),
    request_id: `req_${hex(20)}`,
    user_id: `u_${Math.floor(random() * 50_000)}`,
    duration_ms: Math.round(random() * 900_000) / 1_000,
    method: pick(METHODS),
    route: pick(ROUTES),
    status,
    bytes: Math.floor(random() * 60_000),
    ...(random() < 0.5 ? { order: `ord_${Math.floor(random() * 1e6)}`, amount: (random() * 500).toFixed(2) } : {}),
    ...(random() < 0.2 ? { retry: Math.floor(random() * 4), provider: pick(['alpha', 'beta']) } : {}),
  };
}

/**
 * NDJSON bodies of about `bodyBytes` each with `rows` entries in all, spread evenly over the hour before `until`.
 */
export function makeBodies(rows: number, bodyBytes: number, until: number, seed = 42): Buffer[] {
  const random = createRandom(seed);
  const bodies: Buffer[] = [];
  let lines: string[] = [];
  let bytes = 0;
  for (let row = 0; row < rows; row++) {
    const line = JSON.stringify(makeEntry(random, until - 3_600_000 + Math.floor((row / rows) * 3_600_000)));
    lines.push(line);
    bytes += line.length + 1;
    if (bytes < bodyBytes && row < rows - 1) continue;
    bodies.push(Buffer.from(`${lines.join('\n')}\n`));
    lines = [];
    bytes = 0;
  }
  return bodies;
}

/** A short name for a set of bodies, to show that two measurements used the same. */
export const fingerprint = (bodies: readonly Buffer[]): string =>
  bodies
    .reduce((hash, body) => hash.update(body), createHash('sha256'))
    .digest('hex')
    .slice(0, 12);
