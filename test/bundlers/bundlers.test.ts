import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IngestServer } from '../../packages/log/test/ingest-server.js';
import { freePort } from '../../packages/log/test/programs/free-port.js';
import { makeApplication, newFolder } from './application.js';
import { BUNDLERS, buildWithNext } from './bundle.js';
import { type Outcome, outcomeOf, rotatedFiles } from './outcome.js';

/** Nothing of the workspace is to be found from here. */
const scratch = mkdtempSync(join(tmpdir(), 'heartwood-bundlers-'));
const application = newFolder();
let unbundled: Outcome;

beforeAll(async () => {
  makeApplication(application);
  unbundled = await run(join(application, 'main.js'), join(scratch, 'unbundled'));
}, 120_000);
afterAll(() => {
  for (const folder of [scratch, application]) rmSync(folder, { recursive: true, force: true });
});

const environmentOf = (folder: string, url: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  APPLICATION_FOLDER: folder,
  HEARTWOOD_URL: url,
});

/** Runs a script to its end, without a way to make code at run time: only what was compiled at build time is fast there. */
async function run(script: string, folder: string): Promise<Outcome> {
  mkdirSync(folder, { recursive: true });
  const collector = new IngestServer();
  const url = await collector.listen();
  try {
    const child = spawn(process.execPath, ['--disallow-code-generation-from-strings', script], {
      cwd: folder,
      env: environmentOf(folder, url),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = gather(child);
    const [status] = await once(child, 'close');
    expect({ status, errors: output.errors }).toEqual({ status: 0, errors: '' });
    expect(JSON.parse(readFileSync(join(folder, 'outcome.json'), 'utf8'))).toMatchObject({ compiled: 2 });
    expect(rotatedFiles(folder)).toBeGreaterThan(2);
    return outcomeOf(folder, output.text, collector.stored);
  } finally {
    await collector.close();
  }
}

function gather(child: ChildProcess): { text: string; errors: string } {
  const output = { text: '', errors: '' };
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    output.text += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    output.errors += text;
  });
  return output;
}

/** What a bundle still loads when it runs: by name, and how often by something that is known only then. */
function loads(path: string): { names: string[]; unknown: number } {
  const text = readFileSync(path, 'utf8');
  const { module } = parseSync(path, text);
  const required = [...text.matchAll(/\brequire\((["'`])(.*?)\1\)/g)].map(([, , name = '']) => name);
  const imported = module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start, end));
  const literal = imported.flatMap((source) => /^(["'`])([^"'`$]*)\1$/.exec(source)?.[2] ?? []);
  return {
    names: [...module.staticImports.map((item) => item.moduleRequest.value), ...required, ...literal],
    unknown: imported.length - literal.length + module.importMetas.length,
  };
}

it('unbundled: the scenario has what it is meant to compare', () => {
  const { printed, written, delivered } = unbundled;
  expect(printed).toHaveLength(45);
  expect(written).toEqual(printed);
  expect(delivered).toEqual(printed);
  expect(printed.map(({ event }) => event).slice(0, 5)).toEqual([
    'log.message',
    'customer.signed_up',
    'data_export',
    'authn_login_fail',
    'import.failed',
  ]);
  expect(printed[1]).toMatchObject({ request_id: 'r_1', user_id: 'u_7', password: '[secret]', seats: 1 });
  expect(printed[4]).toMatchObject({ logger: 'import', trace_id: '0af7651916cd43dd8448eb211c80319c' });
  const text = JSON.stringify(printed);
  for (const secret of ['hunter2', '4711', 'k_1', 'ghp_0123']) expect(text).not.toContain(secret);
});

describe.each(BUNDLERS)('bundled by %s', { timeout: 120_000 }, (name, file, bundle) => {
  const folder = join(scratch, name.replaceAll(/\W/g, '-'));
  const script = join(folder, file);

  it('needs nothing but Node: no worker, nothing loaded by a name made at run time, no path of the build machine', async () => {
    mkdirSync(folder);
    await bundle(application, script);
    const { names, unknown } = loads(script);
    expect(names).toContain('node:fs');
    expect(names.filter((name) => !name.startsWith('node:'))).toEqual([]);
    expect(unknown).toBe(0);
    expect(readFileSync(script, 'utf8')).not.toMatch(
      /createRequire|new Worker\b|__dirname|__filename|node_modules|\.cache/,
    );
  });

  it('writes and delivers what it does unbundled', async () => {
    expect(await run(script, folder)).toEqual(unbundled);
  });
});

describe('in a route handler of Next', () => {
  const children: ChildProcess[] = [];
  const collector = new IngestServer();
  afterAll(async () => {
    for (const child of children) {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      process.kill(-child.pid, 'SIGKILL');
      await ended;
    }
    await collector.close();
  });

  it('writes and delivers what it does unbundled, and flushes when it is told to end', {
    timeout: 300_000,
  }, async () => {
    const folder = join(scratch, 'next');
    const url = await collector.listen();
    const script = await buildWithNext(application, folder, (build) => children.push(build));
    const port = await freePort();
    const server = spawn(process.execPath, [script], {
      ...{ cwd: folder, detached: true },
      env: { ...environmentOf(folder, url), PORT: String(port), HOSTNAME: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(server);
    const output = gather(server);
    const ask = async () => {
      const response = await fetch(`http://127.0.0.1:${port}/run`);
      return response.ok ? response.json() : Promise.reject(new Error(`${response.status}: ${output.errors}`));
    };
    await expect.poll(() => output.text, { timeout: 60_000, interval: 50 }).toContain('Ready');
    expect(await ask()).toMatchObject({ compiled: 2 });
    server.kill('SIGTERM');
    await once(server, 'close');
    expect(outcomeOf(folder, output.text, collector.stored)).toEqual(unbundled);
  });
});
