import { z } from 'zod';
import { described } from './described.js';
import { scrub } from './scrub.js';
import { byteSize, duration } from './units.js';

/** A secret: its key is refused in heartwood.yaml; `<key>_file` beside it names a file that holds it. */
const secret = (description: string) => z.string().min(1).optional().meta({ description, secret: true });

const port = z.coerce.number().int().min(0).max(65_535);
const count = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]);
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be a URL that starts with http:// or https://' });

const listen = z.strictObject({
  host: described(
    z.string().min(1).default('127.0.0.1'),
    'Address to listen on. The default is reachable from this machine only; `0.0.0.0` is every IPv4 interface.',
  ),
  port: described(
    port.default(4710),
    'Port for the browser application, the API and every HTTP ingest protocol; 0 picks a free one.',
  ),
  trust_proxy: described(
    flag.default(false),
    'Take the client address and scheme from `X-Forwarded-*`. Only behind a reverse proxy that sets these headers itself.',
  ),
  tls_cert_file: described(
    z.string().min(1).optional(),
    'PEM certificate chain. With `tls_key_file` the server speaks HTTPS, TLS 1.3 only.',
  ),
  tls_key_file: described(z.string().min(1).optional(), 'PEM private key of `tls_cert_file`.'),
});

const engine = z.strictObject({
  url: described(
    httpUrl.optional(),
    'HTTP(S) address of a ClickHouse server or cluster. Absent: the embedded engine in `data_dir/engine`.',
  ),
  user: described(z.string().min(1).default('default'), 'User at the remote ClickHouse.'),
  password: secret('Password at the remote ClickHouse.'),
  tls_ca_file: described(
    z.string().min(1).optional(),
    'PEM certificates to trust for an `https` engine URL, beside the system ones.',
  ),
});

const control = z.strictObject({
  url: secret(
    'PostgreSQL connection string (`postgres://user:password@host/database`) for users, sessions and keys. Absent: an embedded PostgreSQL in `data_dir/control`.',
  ),
});

const spool = z.strictObject({
  segment_size: described(byteSize().prefault('64MiB'), 'Size at which a spool segment is closed and the next begun.'),
  max_size: described(
    byteSize().prefault('4GiB'),
    'Accepted entries waiting for the engine. When full, senders get 429 with `Retry-After`, and keep their data.',
  ),
});

const ingest = z.strictObject({
  max_body_size: described(
    byteSize().prefault('32MiB'),
    'Largest request body, before and after decompression. More is answered 413; senders split their batches.',
  ),
  max_entry_size: described(
    byteSize().prefault('1MiB'),
    'Largest single entry. A larger one is rejected, its neighbours are stored.',
  ),
  max_age: described(
    duration().prefault('3653d'),
    'How far back the timestamp of an entry may lie; older ones are rejected.',
  ),
});

const access = z.strictObject({
  session_lifetime: described(
    duration().prefault('12h'),
    'A session ends this long after its last use; using it renews it.',
  ),
  session_max_lifetime: described(duration().prefault('30d'), 'A session ends this long after sign-in, used or not.'),
  login_attempts: described(
    count(1, 1_000).default(5),
    'Failed sign-ins of one user name from one address before it is locked out. One address may fail ten times as often over all names.',
  ),
  login_lockout: described(
    duration().prefault('15m'),
    'How long a lock-out lasts, and the window in which failures are counted.',
  ),
});

const log = z.strictObject({
  level: described(
    z.enum(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL']).default('INFO'),
    "Lowest level of the server's own log entries.",
  ),
  format: described(
    z.enum(['json', 'console']).optional(),
    "Format of the server's own log on stdout. Absent: `console` on a terminal, `json` otherwise.",
  ),
  store: described(flag.default(true), 'Keep the server’s own entries in its own store too, as service `heartwood`.'),
});

/**
 * Every key of heartwood.yaml: type, default and description. docs/configuration.md is generated from it, the environment
 * variable of a key is its path in capitals (`listen.port` → `HEARTWOOD_LISTEN_PORT`).
 */
export const configSchema = z.strictObject({
  data_dir: described(
    z.string().min(1).default('./heartwood-data'),
    'Where everything is kept. Relative to heartwood.yaml, or to the working directory without one.',
  ),
  listen: listen.prefault({}),
  engine: engine.prefault({}),
  control: control.prefault({}),
  spool: spool.prefault({}),
  ingest: ingest.prefault({}),
  scrub: scrub.prefault({}),
  access: access.prefault({}),
  log: log.prefault({}),
});

/** The validated configuration: sizes in bytes, durations in milliseconds, `data_dir` and file paths absolute. */
export type Config = z.output<typeof configSchema>;
