import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../packages/log/test/programs/free-port.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

interface Block {
  language: string;
  code: string;
}

const blocks: Block[] = [...README.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
  language,
  code,
}));

/** The lines of the README's shell blocks that start the platform are run by `beforeAll`; the rest one by one, in order. */
const START = 'npm run up';
const commands = blocks.filter((block) => block.language === 'sh').flatMap((block) => block.code.trim().split('\n'));

let work: string;
let up: ChildProcess;
let output = '';
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'heartwood-readme-'));
  const port = await freePort();
  const data = join(work, 'data');
  const [program = '', ...words] = `${START} -- --port ${port} --data ${data}`.split(' ');
  up = spawn(program, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  for (const stream of [up.stdout, up.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk));
  await vi.waitUntil(() => output.includes('can be searched'), { timeout: 170_000, interval: 200 });
  environment = {
    ...process.env,
    TZ: 'UTC',
    XDG_STATE_HOME: join(work, 'state'),
    HEARTWOOD_URL: `http://127.0.0.1:${port}`,
    HEARTWOOD_API_KEY: (await readFile(join(data, 'keys', 'local.key'), 'utf8')).trim(),
  };
});

afterAll(async () => {
  await interrupt(up);
  await rm(work, { recursive: true, force: true });
});

/** Ctrl-C: the signal goes to the whole foreground group, as a terminal sends it. */
async function interrupt(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = once(child, 'exit');
  process.kill(-child.pid, 'SIGINT');
  await exited;
}

function shell(command: string): string {
  return execFileSync('sh', ['-c', command], { cwd: ROOT, env: environment, encoding: 'utf8' });
}

/** What each command of the README must show; a command without a line here fails the test. */
const EXPECTED: Record<string, () => Promise<void> | void> = {
  [START]: () => {
    expect(output).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
    expect(output).toMatch(/password/i);
  },
  'npx heartwood send /var/log/dpkg.log --service dpkg': () => {
    if (!existsSync('/var/log/dpkg.log')) return console.warn('Not run here: /var/log/dpkg.log exists on Debian only.');
    shell('npx heartwood send /var/log/dpkg.log --service dpkg');
  },
  "npx heartwood query 'service:dpkg installed' --from 10y --limit 5": async () => {
    if (!existsSync('/var/log/dpkg.log')) return;
    const ask = () => shell("npx heartwood query 'service:dpkg installed' --from 10y --limit 5").trim().split('\n');
    await expect.poll(ask, { timeout: 60_000, interval: 500 }).toHaveLength(5);
    for (const line of ask()) expect(line).toContain('installed');
  },
  'npx heartwood key create billing': () => {
    expect(shell('npx heartwood key create billing')).toMatch(/hw_\w+/);
  },
  "npx heartwood tail 'service:billing'": async () => {
    const tail = spawn('npx', ['heartwood', 'tail', 'service:billing'], {
      cwd: ROOT,
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    let shown = '';
    tail.stdout.on('data', (chunk: Buffer) => (shown += chunk));
    const send = () =>
      fetch(`${environment.HEARTWOOD_URL}/api/v1/ingest`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${environment.HEARTWOOD_API_KEY}` },
        body: `${JSON.stringify({ timestamp: new Date().toISOString(), level: 'INFO', service: 'billing', message: 'seen by tail' })}\n`,
      });
    await expect
      .poll(async () => ((await send()).ok ? shown : 'not accepted'), { timeout: 60_000, interval: 300 })
      .toContain('seen by tail');
    await interrupt(tail);
  },
};

describe('every code block of the README', () => {
  it('is of a kind that is run here', () => {
    expect(new Set(blocks.map((block) => block.language))).toEqual(new Set(['sh', 'ts']));
    expect(commands).toEqual(Object.keys(EXPECTED));
  });

  it.each(commands)('%s', async (command) => {
    await EXPECTED[command]?.();
  });

  it('TypeScript: compiles under strict, runs, and its entries are found without the secret', {
    timeout: 180_000,
  }, async () => {
    const dir = join(ROOT, '.cache', 'readme');
    await rm(dir, { recursive: true, force: true });
    await mkdir(dir, { recursive: true });
    const typescript = blocks.filter((block) => block.language === 'ts');
    expect(typescript).not.toHaveLength(0);
    for (const [index, block] of typescript.entries()) {
      await writeFile(join(dir, `example${index}.ts`), block.code);
      const flags = [
        '--strict',
        '--module',
        'nodenext',
        '--target',
        'es2023',
        '--types',
        'node',
        '--skipLibCheck',
        '--outDir',
        dir,
        '--ignoreConfig',
      ];
      execFileSync(join(ROOT, 'node_modules/.bin/tsc'), [...flags, join(dir, `example${index}.ts`)], {
        cwd: ROOT,
        encoding: 'utf8',
      });
      await writeFile(join(dir, 'package.json'), '{"type":"module"}');
      const printed = execFileSync(process.execPath, [join(dir, `example${index}.js`)], {
        cwd: dir,
        env: environment,
        encoding: 'utf8',
      });
      expect(printed).toContain('inv_42');
      expect(printed).not.toContain('4111');
    }
    const ask = () => shell("npx heartwood query 'service:billing event:invoice.approved' --format json").trim();
    await expect.poll(ask, { timeout: 60_000, interval: 500 }).toContain('Invoice inv_42 approved by u_7');
    expect(ask()).not.toContain('4111');
  });

  it('Ctrl-C stops it cleanly', async () => {
    await interrupt(up);
    // npm passes the signal on, waits for the script, and then ends by the same signal itself.
    expect(up.exitCode ?? up.signalCode).toBe('SIGINT');
    await expect.poll(() => output).toContain('Stopped cleanly.');
    await expect(fetch(`${environment.HEARTWOOD_URL}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('shows a picture that exists', () => {
    for (const [, path = ''] of README.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g))
      expect(existsSync(join(ROOT, path)), path).toBe(true);
    for (const [, path = ''] of README.matchAll(/(?<!!)\[[^\]]*\]\((?!http)([^)#]+)\)/g))
      expect(existsSync(join(ROOT, path)), path).toBe(true);
  });
});
