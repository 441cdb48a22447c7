import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../packages/log/test/programs/free-port.js';
import { Nginx } from './nginx.js';
import { Platform } from './platform.js';

const COMMAND = fileURLToPath(new URL('../packages/cli/bin/heartwood.js', import.meta.url));
const DPKG = '/var/log/dpkg.log';
const APT = '/var/log/apt/history.log';

interface Entry {
  timestamp: string;
  level: string;
  message: string;
  fields: Record<string, unknown>;
}

let work: string;
let platform: Platform;
let key: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'heartwood-send-'));
  platform = new Platform(join(work, 'data'), await freePort());
  await platform.start();
  key = await platform.localKey();
});

afterAll(async () => {
  await platform.stop();
  await rm(work, { recursive: true, force: true });
});

/** Ships a file as a newcomer would and waits until all of it can be searched. */
async function send(file: string, service: string): Promise<void> {
  await promisify(execFile)(
    process.execPath,
    [COMMAND, 'send', file, '--service', service, '--url', platform.url, '--key', key, '--timezone', 'UTC'],
    {
      env: { ...process.env, TZ: 'UTC', XDG_STATE_HOME: join(work, 'state') },
    },
  );
}

async function api<T>(path: string, parameters: Record<string, string>): Promise<T> {
  const answer = await fetch(
    `${platform.url}/api/v1/${path}?${new URLSearchParams({ from: 'now-9y', ...parameters })}`,
    {
      headers: { authorization: `Bearer ${key}` },
    },
  );
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text) as T;
}

/** Every entry of a service, oldest first, once there are `count` of them. */
async function stored(service: string, count: number): Promise<Entry[]> {
  await expect
    .poll(async () => (await api<{ total: number }>('histogram', { query: `{service="${service}"}` })).total, {
      timeout: 30_000,
    })
    .toBe(count);
  const entries: Entry[] = [];
  let cursor: string | undefined;
  do {
    const page = await api<{ entries: Entry[]; cursor?: string }>('search', {
      query: `{service="${service}"}`,
      limit: '5000',
      direction: 'forward',
      ...(cursor === undefined ? {} : { cursor }),
    });
    entries.push(...page.entries);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return entries;
}

const seconds = (timestamp: string): string => timestamp.slice(0, 19).replace('T', ' ');

describe('heartwood send of files that nobody here wrote', () => {
  it.runIf(existsSync(DPKG))('dpkg.log: every line, at its time', { timeout: 120_000 }, async () => {
    const copy = join(work, 'dpkg.log');
    await cp(DPKG, copy);
    const lines = (await readFile(copy, 'utf8')).split('\n').filter((line) => line !== '');
    await send(copy, 'dpkg');
    const entries = await stored('dpkg', lines.length);
    expect(entries.map((entry) => seconds(entry.timestamp)).sort()).toEqual(
      lines.map((line) => line.slice(0, 19)).sort(),
    );
    expect(new Set(entries.map((entry) => entry.level))).toEqual(new Set(['INFO']));
    const installed = lines.filter((line) => line.includes('status installed')).length;
    const found = await api<{ total: number }>('histogram', { query: '{service="dpkg"} |= "status installed"' });
    expect(found.total).toBe(installed);
  });

  it.runIf(existsSync(APT))(
    'apt history.log: one entry per transaction, at its start',
    { timeout: 120_000 },
    async () => {
      const copy = join(work, 'history.log');
      await cp(APT, copy);
      const starts = [...(await readFile(copy, 'utf8')).matchAll(/^Start-Date: (\S+)\s+(\S+)$/gm)].map(
        (match) => `${match[1]} ${match[2]}`,
      );
      await send(copy, 'apt');
      const entries = await stored('apt', starts.length);
      expect(entries.map((entry) => seconds(entry.timestamp)).sort()).toEqual(starts.sort());
    },
  );

  it("npm's debug log: levels as npm named them", { timeout: 120_000 }, async () => {
    const logs = join(work, 'npm');
    execFileSync('npm', ['ls', '--depth=0', '--loglevel=silent', `--logs-dir=${logs}`], { stdio: 'ignore', cwd: work });
    const [name] = await readdir(logs);
    if (name === undefined) throw new Error('npm wrote no debug log');
    const file = join(logs, name);
    const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => /^\d+ \w+ /.test(line));
    await send(file, 'npm');
    const entries = await stored('npm', lines.length);
    // Debug logs carry no time of their own but in the file's name: 2026-11-21T07_47_49_927Z-debug-0.log
    const started = name.slice(0, 24).replace(/T(\d\d)_(\d\d)_(\d\d)_(\d+)Z/, 'T$1:$2:$3.$4Z');
    expect(seconds(entries[0]!.timestamp)).toBe(seconds(started));
    const named = (level: string): number => lines.filter((line) => line.split(' ')[1] === level).length;
    const counted = (level: string): number => entries.filter((entry) => entry.level === level).length;
    expect(counted('INFO')).toBe(named('info') + named('notice') + named('http') + named('title') + named('timing'));
    expect(counted('DEBUG')).toBe(named('verbose') + named('silly'));
  });

  it('an nginx access log made by wrk: every request, with status and level', { timeout: 120_000 }, async () => {
    if (!Nginx.installed || !existsSync('/usr/bin/wrk'))
      throw new Error('nginx and wrk are needed: `npm test` installs them on Debian');
    const port = await freePort();
    const nginx = new Nginx(join(work, 'nginx'), port);
    await nginx.start();
    try {
      for (const path of ['/', '/missing.html', '/index.html?card=none']) {
        execFileSync('wrk', ['-t1', '-c2', '-d1s', `http://127.0.0.1:${port}${path}`], { stdio: 'ignore' });
      }
    } finally {
      await nginx.stop();
    }
    const all = (await readFile(nginx.accessLog, 'utf8')).split('\n').filter((line) => line !== '');
    const file = join(work, 'access.log');
    // wrk makes some 100,000 requests; a part of each path is enough to compare line by line.
    const lines = all.filter((_, index) => index % Math.ceil(all.length / 4_000) === 0);
    await writeFile(file, `${lines.join('\n')}\n`);
    await send(file, 'nginx');
    const entries = await stored('nginx', lines.length);
    const missing = lines.filter((line) => line.includes('" 404 ')).length;
    expect(missing).toBeGreaterThan(0);
    expect(entries.filter((entry) => Number(entry.fields.status) === 404)).toHaveLength(missing);
    expect(entries.filter((entry) => entry.level === 'WARNING')).toHaveLength(missing);
    const times = lines.map((line) => line.match(/\[[^\]]*:(\d\d:\d\d:\d\d) /)?.[1]).sort();
    expect(entries.map((entry) => entry.timestamp.slice(11, 19)).sort()).toEqual(times);
  });
});

for (const [file, needed] of [
  [DPKG, 'dpkg.log'],
  [APT, 'apt history'],
] as const) {
  if (!existsSync(file)) console.warn(`Not tested here: ${needed}; ${file} exists on Debian only.`);
}
