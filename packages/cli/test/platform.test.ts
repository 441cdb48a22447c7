import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { run } from '../src/program.js';
import { type TestTerminal, testTerminal } from './test-terminal.js';

const SHOP = fileURLToPath(new URL('../../../examples/shop', import.meta.url));

/** The commands against the real platform, which `heartwood serve` itself starts. */
let work: string;
let url: string;
let server: TestTerminal;
let serving: Promise<number>;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'heartwood-cli-'));
  await writeFile(join(work, 'heartwood.yaml'), 'log: { level: CRITICAL }\n');
  server = testTerminal({ directory: work });
  serving = run(['serve', '--port', '0'], server);
  await vi.waitUntil(() => server.notes.includes('is running'), { timeout: 120_000 });
  url = /http:\/\/127\.0\.0\.1:\d+/.exec(server.notes)?.[0] ?? '';
});

afterAll(async () => {
  server.interrupt();
  expect(await serving).toBe(0);
  await rm(work, { recursive: true, force: true });
});

async function command(args: string[], input?: string): Promise<{ code: number; output: string; notes: string }> {
  const terminal = testTerminal({
    directory: work,
    env: { HEARTWOOD_URL: url, XDG_STATE_HOME: join(work, 'state') },
    ...(input === undefined ? {} : { input }),
  });
  const code = await run(args, terminal);
  return { code, output: terminal.output, notes: terminal.notes };
}

interface Found {
  timestamp: string;
  level: string;
  message: string;
  service: string;
  fields: Record<string, unknown>;
  error?: Record<string, unknown>;
}

/** What a query finds, oldest first, once there are `count` entries. */
async function found(query: string, count: number): Promise<Found[]> {
  const ask = async (): Promise<Found[]> => {
    const { output } = await command([
      'query',
      query,
      '--from',
      '9y',
      '--limit',
      '10000',
      '--oldest-first',
      '--format',
      'json',
    ]);
    return output
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  };
  await expect.poll(async () => (await ask()).length, { timeout: 30_000 }).toBe(count);
  return ask();
}

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

describe('heartwood serve', () => {
  it('says where it is, how to sign in, where data lies and how to send logs', () => {
    for (const text of [url, 'user name admin, password', './heartwood-data', 'heartwood send', 'key create']) {
      expect(server.notes).toContain(text);
    }
  });

  it('says what is in the way when it cannot start', async () => {
    const taken = testTerminal({ directory: work });
    const other = await mkdtemp(join(tmpdir(), 'heartwood-cli-other-'));
    expect(await run(['serve', '--port', new URL(url).port, '--data', other], taken)).toBe(1);
    expect(taken.notes).toMatch(/^error: Port \d+ on 127\.0\.0\.1 is in use/);
    await rm(other, { recursive: true, force: true });
    const wrong = testTerminal({ directory: work, env: { HEARTWOOD_LISTEN_PROT: '1' } });
    expect(await run(['serve'], wrong)).toBe(2);
    expect(wrong.notes).toContain('HEARTWOOD_LISTEN_PORT');
  });
});

describe('the other commands', () => {
  it('find the server by the word it leaves, also on a port that nobody wrote down', async () => {
    const terminal = testTerminal({ directory: work });
    expect(await run(['key', 'list'], terminal)).toBe(0);
    expect(server.notes).not.toContain('--url');
  });
});

describe('heartwood send', () => {
  it('ships a file so that it is found again with its times and levels, once however often it is sent', async () => {
    const args = ['send', fixture('dpkg.txt'), '--timezone', 'Europe/Berlin'];
    expect(await command(args)).toMatchObject({
      code: 0,
      output: expect.stringContaining('15 entries sent (dpkg, service dpkg'),
    });
    const entries = await found('service:dpkg', 15);
    expect(entries[0]).toMatchObject({
      timestamp: '2025-06-24T12:36:25.000Z',
      level: 'INFO',
      message: 'startup archives unpack',
    });
    expect(entries.map(({ message }) => message).slice(0, 4)).toEqual([
      'startup archives unpack',
      'upgrade libsystemd0:amd64 252.36-1~deb12u1 252.38-1~deb12u1',
      'status triggers-pending libc-bin:amd64 2.36-9+deb12u10',
      'status half-configured libsystemd0:amd64 252.36-1~deb12u1',
    ]);
    await command(args);
    // The same file packed is the same file too.
    await writeFile(join(work, 'packed.gz'), gzipSync(await readFile(fixture('dpkg.txt'))));
    expect((await command(['send', 'packed.gz', '--timezone', 'Europe/Berlin'])).code).toBe(0);
    await command(['send', '-', '--service', 'mark'], 'sent afterwards\n');
    await found('service:mark', 1);
    expect(await found('service:dpkg', 15)).toHaveLength(15);
  });

  it('stores of a file that has grown only what is new, whatever its last entry looked like', async () => {
    const path = join(work, 'growing');
    const send = async (text: string, count: number): Promise<void> => {
      await writeFile(path, text, { flag: 'a' });
      expect(await command(['send', 'growing', '--service', 'growing', '--timezone', 'UTC'])).toMatchObject({
        code: 0,
      });
      await found('service:growing', count);
    };
    const line = (minute: number): string => `2026-11-20 10:0${minute}:00 INFO line ${minute}\n`;
    await send(`${line(0)}${line(1)}`, 2);
    await send(line(2), 3);
    // Without its line end.
    await send(line(3).trimEnd(), 4);
    await send(`\n${line(4)}${line(5)}`, 6);
    await send('', 6);
    // Grown by a second line: stored as it was, and as it became.
    await send('    at f (x.js:1:1)\n', 7);
    await send(line(6), 8);
    await command(['send', '-', '--service', 'mark-grown'], 'sent afterwards\n');
    await found('service:mark-grown', 1);
    const messages = (await found('service:growing', 8)).map(({ message }) => message.split('\n')[0]);
    expect(messages.filter((message) => message?.endsWith('line 5'))).toHaveLength(2);
    expect(new Set(messages).size).toBe(7);
  });

  it('joins stack traces, adds fields, and takes several files of several formats', async () => {
    await writeFile(
      join(work, 'a.log'),
      '2026-11-20 10:00:00 ERROR boom\nTypeError: no\n    at f (x.js:1:1)\n2026-11-20 10:00:01 INFO on\n',
    );
    await writeFile(join(work, 'b.log'), '{"level":50,"time":1795247139034,"msg":"from pino","order":7}\n');
    const sent = await command(['send', '?.log', '--timezone', 'UTC', '--field', 'batch=both', '--service', 'two']);
    expect(sent).toMatchObject({ code: 0, output: expect.stringContaining('3 entries of 2 files sent') });
    const [boom, on, pino] = await found('service:two', 3);
    expect(boom).toMatchObject({
      timestamp: '2026-11-20T10:00:00.000Z',
      level: 'ERROR',
      error: { type: 'TypeError', message: 'no' },
      fields: { batch: 'both' },
    });
    expect(on?.level).toBe('INFO');
    expect(pino).toMatchObject({ level: 'ERROR', message: 'from pino', fields: { order: 7, batch: 'both' } });
  });

  it('names the lines the server rejects, keeps their neighbours, and ends with 3', async () => {
    const input =
      '{"msg":"fine","time":"2026-11-20T10:00:00Z"}\n{"msg":"old","time":"1999-01-01T00:00:00Z"}\n{"msg":"fine too","time":"2026-11-20T10:00:01Z"}\n';
    const sent = await command(['send', '-', '--service', 'partly'], input);
    expect(sent.code).toBe(3);
    expect(sent.output).toMatch(/2 entries sent[\s\S]*1 entry rejected by the server:\n\s+line 2: .*older than/);
    await found('service:partly', 2);
  });

  it('sends what comes through a pipe while the pipe stays open', async () => {
    const input = new PassThrough();
    const terminal = testTerminal({ directory: work, env: { HEARTWOOD_URL: url }, input });
    const sending = run(['send', '-', '--service', 'pipe'], terminal);
    input.write('first line\n');
    await found('service:pipe', 1);
    input.write('second line\n');
    terminal.interrupt();
    expect(await sending).toBe(0);
  });
});

describe('heartwood query', () => {
  it('prints nothing but the reason when nothing matches', async () => {
    const { code, output, notes } = await command(['query', 'nothingofthekind']);
    expect({ code, output }).toEqual({ code: 0, output: '' });
    expect(notes).toContain('No entry matches “nothingofthekind” in the last 1h.');
  });

  it('says where a query is wrong, and ends with 2', async () => {
    const { code, notes } = await command(['query', '{service=']);
    expect(code).toBe(2);
    expect(notes).toMatch(/position/);
  });

  it('pages through more than one page, in either order', async () => {
    const lines = Array.from({ length: 2_500 }, (_, index) => `2026-11-20 11:00:00 INFO entry ${index}`);
    await command(['send', '-', '--service', 'many', '--timezone', 'UTC'], `${lines.join('\n')}\n`);
    const entries = await found('service:many', 2_500);
    expect(entries.map(({ message }) => message)).toEqual(lines.map((_, index) => `entry ${index}`));
    const { output } = await command(['query', 'service:many', '--from', '9y', '--limit', '1', '--format', 'csv']);
    expect(output.split('\r\n')[1]).toContain('entry 2499');
  });
});

describe('heartwood tail', () => {
  it('prints entries as they arrive, until Ctrl-C', async () => {
    const terminal = testTerminal({ directory: work, env: { HEARTWOOD_URL: url } });
    const tailing = run(['tail', 'service:live', '-n', '0'], terminal);
    let sent = 0;
    await expect
      .poll(
        async () => {
          await command(['send', '-', '--service', 'live'], `ERROR: seen live ${++sent}\n`);
          return terminal.output;
        },
        { interval: 300 },
      )
      .toMatch(/ERROR {4}live seen live \d+/);
    terminal.interrupt();
    expect(await tailing).toBe(0);
  });
});

describe('heartwood key', () => {
  it('makes a key that opens what its scopes say, lists it, and revokes it', async () => {
    const created = await command(['key', 'create', 'billing']);
    expect(created).toMatchObject({ code: 0, notes: expect.stringContaining('may ingest') });
    const secret = created.output.trim();
    expect(secret).toMatch(/^hw_\w+$/);
    expect((await command(['send', '-', '--key', secret], 'hello\n')).code).toBe(0);
    expect((await command(['query', '--key', secret])).code).toBe(5);
    const listed = await command(['key', 'list', '--format', 'json']);
    expect(listed.output).not.toContain(secret);
    const key = listed.output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .find(({ name }) => name === 'billing');
    expect((await command(['key', 'list'])).output).toContain(key.id);
    expect((await command(['key', 'revoke', key.id])).code).toBe(0);
    expect((await command(['send', '-', '--key', secret], 'hello\n')).code).toBe(5);
  });
});

describe('heartwood types', () => {
  const push = (file: string, ...flags: string[]) => command(['types', 'push', join(work, file), ...flags]);

  it('registers the catalog of an application, and lists its types with their drift', async () => {
    const catalog = await readFile(join(SHOP, 'docs/log-catalog.json'), 'utf8');
    await writeFile(join(work, 'catalog.json'), catalog);
    const flags = ['--service', 'types-shop', '--release', '2.1.0', '--context', 'requested_by'];
    const first = await push('catalog.json', ...flags);
    expect(first).toMatchObject({ code: 0, notes: '' });
    expect(first.output).toMatch(/^\d+ entry types of types-shop are registered, [1-9]\d* changed\.\n$/);
    expect((await push('catalog.json', ...flags)).output).toContain(', 0 changed.');

    const entry = { service: 'types-shop', event: 'cart.emptied', level: 'INFO', message: 'm', requested_by: 'r_1' };
    const entries = [entry, { ...entry, event: 'auth.logged_out', user: 'u_1', mood: 'fine' }];
    const input = entries.map((one) => `${JSON.stringify(one)}\n`).join('');
    expect((await command(['send', '-'], input)).code).toBe(0);
    const listed = await command(['types', '--service', 'types-shop']);
    expect(listed.code).toBe(0);
    expect(listed.output).toMatch(/types-shop +cart\.emptied +unknown +- +- +1 unknown_type/);
    expect(listed.output).toMatch(/types-shop +auth\.logged_out +declared +info +security +1 unknown_field/);
    expect(listed.output).toMatch(/types-shop +auth\.login_failed +declared +warning +security +-\n/);
    const drifted = await command(['types', 'list', '--service', 'types-shop', '--drift']);
    expect(drifted.output).toMatch(/auth\.logged_out +unknown_field +mood +string +1 /);
    expect(drifted.output).not.toContain('requested_by');
    const json = (await command(['types', '--service', 'types-shop', '--drift', '--json'])).output.trim().split('\n');
    expect(json.map((line) => JSON.parse(line).name)).toEqual(['auth.logged_out', 'cart.emptied']);
  });

  it('does what docs/entry-types-on-the-server.md says', async () => {
    const page = await readFile(new URL('../../../docs/entry-types-on-the-server.md', import.meta.url), 'utf8');
    const blocks = (language: string): string[] =>
      [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, code = '']) => code);
    await mkdir(join(work, 'src'));
    await copyFile(join(SHOP, 'src/entries/cart.ts'), join(work, 'src/cart.ts'));
    const lines = blocks('sh').flatMap((code) => code.trim().split('\n'));
    expect(lines.length).toBe(4);
    for (const line of lines) {
      const [, ...args] = line.split(/\s+/);
      expect({ line, ...(await command(args)) }).toMatchObject({ line, code: 0 });
    }
    const [body = ''] = blocks('json');
    const key = (await readFile(join(work, 'heartwood-data/keys/local.key'), 'utf8')).trim();
    const answer = await fetch(`${url}/api/v1/entry-types`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...JSON.parse(body), service: 'documented' }),
    });
    expect(await answer.json()).toEqual({ registered: 1, changed: 1 });
    expect(page).toContain('`{ "registered": 1, "changed": 1 }`');
  });

  it('says what is wrong with a file', async () => {
    await writeFile(join(work, 'other.json'), '{"a":1}');
    await writeFile(join(work, 'broken.json'), '{');
    const loud = { name: 'a', version: 1, levels: ['loud'], stream: 'app', message: '', fields: {} };
    await writeFile(join(work, 'loud.json'), JSON.stringify({ format: 1, entry_types: [loud] }));
    const f = async (file: string, want: string): Promise<void> =>
      expect(await push(file, '--service', 's')).toMatchObject({ code: 2, notes: expect.stringContaining(want) });
    await f('other.json', 'neither a catalog nor');
    await f('broken.json', 'is no JSON');
    await f('nope.json', 'There is no file');
    await f('loud.json', 'levels');
    const unread = { name: 'a', version: 1, message: '', level: null, stream: null, fields: [], calls: [] };
    await writeFile(
      join(work, 'unread.json'),
      JSON.stringify({ format: 'heartwood-log-catalog', version: 1, types: [unread] }),
    );
    expect(await push('unread.json', '--service', 'types-shop')).toMatchObject({
      code: 1,
      notes: expect.stringContaining('Nothing was registered'),
    });
    // What was registered before is not retired by it.
    expect((await command(['types', '--service', 'types-shop'])).output).toMatch(/auth\.login_failed +declared/);
    expect(await push('other.json')).toMatchObject({ code: 2, notes: expect.stringContaining('--service') });
  });
});

describe('heartwood user', () => {
  const signIn = async (username: string, password: string): Promise<number> => {
    const answer = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    return answer.status;
  };

  it('makes a user with a password of the server, gives another, lists and deletes', async () => {
    const created = await command(['user', 'create', 'jo@shop.example', '--generate']);
    expect(created).toMatchObject({ code: 0, notes: expect.stringContaining('may sign in as developer') });
    expect(await signIn('jo@shop.example', created.output.trim())).toBe(200);
    const changed = await command(
      ['user', 'password', 'jo@shop.example', '--password-stdin'],
      'chosen by themselves\n',
    );
    expect(changed).toMatchObject({ code: 0, output: 'User “jo@shop.example” has a new password.\n' });
    expect(await signIn('jo@shop.example', created.output.trim())).toBe(401);
    expect(await signIn('jo@shop.example', 'chosen by themselves')).toBe(200);
    expect((await command(['user', 'list'])).output).toMatch(
      /^NAME .*\nadmin +admin .* never\njo@shop\.example +developer /,
    );
    expect((await command(['user', 'delete', 'jo@shop.example'])).code).toBe(0);
    expect((await command(['user', 'list', '--format', 'json'])).output).not.toContain('jo@shop.example');
  });

  it('says what is wrong', async () => {
    const short = await command(['user', 'create', 'x', '--password-stdin'], 'short\n');
    expect(short).toMatchObject({ code: 2, notes: 'error: password: A password has at least 12 characters.\n' });
    expect(await command(['user', 'delete', 'admin'])).toMatchObject({
      code: 1,
      notes: "error: 'admin' is the last administrator.\nMake another one first.\n",
    });
    expect((await command(['user', 'password', 'nobody', '--generate'])).notes).toContain("no user 'nobody'");
    expect((await command(['user', 'create', 'x', '--generate', '--password-stdin'])).code).toBe(2);
  });
});
