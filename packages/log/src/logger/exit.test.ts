import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IngestServer } from '../../test/ingest-server.js';
import { heartwood } from '../sinks/heartwood/heartwood.js';
import { createLogger } from './create-logger.js';

const LINES = 2_001;
const library = new URL('../../dist/index.js', import.meta.url).href;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-exit-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

/**
 * Runs a process that logs 2,001 lines to every sink in one tick and then ends in its own way; `first` comes before all that. Its output
 * is a pipe, or the file `stdout.log`.
 */
async function run(
  ending: string,
  url: string,
  { first = '', to = 'pipe' }: { first?: string; to?: 'pipe' | 'file' } = {},
): Promise<{ code: number | null; signal: string | null; stdout: string }> {
  const program = `
    import { createLogger, file, heartwood, stdout } from '${library}';
    const sinks = [stdout(), file({ path: 'a.log' }), heartwood({ url: '${url}', spoolDir: 'spool' })];
    const log = createLogger({ service: 'shop', environment: 'production', sinks });
    ${first}
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (let n = 0; n < ${LINES}; n++) log.info('line', { n });
    ${ending}`;
  const path = join(dir, 'stdout.log');
  const file = openSync(path, 'w');
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: dir,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', to === 'pipe' ? 'pipe' : file, 'ignore'],
  });
  closeSync(file);
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  const [code, signal] = await once(child, 'close');
  return { code, signal, stdout: to === 'pipe' ? stdout : readFileSync(path, 'utf8') };
}

const numbersIn = (text: string): number[] =>
  text
    .split('\n')
    .filter((line) => line.includes('"message":"line"'))
    .map((line) => JSON.parse(line).n);

const all = Array.from({ length: LINES }, (_, n) => n);

/** What the next process of the service delivers of the one that ended. */
async function deliveredByTheNext(server: IngestServer, url: string): Promise<number[]> {
  const sink = heartwood({ url, spoolDir: join(dir, 'spool') });
  const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [sink] });
  log.info('next');
  expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
  await log.close();
  return numbersIn(server.stored.join('\n'));
}

describe('a process that ends', () => {
  it.each([
    ['by itself', '', { code: 0, signal: null }],
    ['by process.exit', 'process.exit(3)', { code: 3, signal: null }],
    ['by an uncaught exception', "throw new Error('boom')", { code: 1, signal: null }],
    [
      'by an unhandled rejection',
      "Promise.reject(new Error('boom')); setInterval(() => {}, 1e3)",
      { code: 1, signal: null },
    ],
    [
      'by SIGTERM',
      "process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1e3)",
      { code: null, signal: 'SIGTERM' },
    ],
  ])('%s loses nothing', async (_, ending, end) => {
    const server = new IngestServer();
    const url = await server.listen();
    const result = await run(ending, url);
    expect({ code: result.code, signal: result.signal }).toEqual(end);
    expect(numbersIn(result.stdout)).toEqual(all);
    const file = readFileSync(join(dir, 'a.log'), 'utf8');
    expect(numbersIn(file)).toEqual(all);
    if (ending.includes('boom')) {
      const last = JSON.parse(file.trimEnd().split('\n').at(-1) ?? '');
      expect(last).toMatchObject({
        level: 'CRITICAL',
        event: 'process.uncaught_exception',
        error: { message: 'boom' },
      });
    }
    const delivered = await deliveredByTheNext(server, url);
    expect(delivered.sort((a, b) => a - b)).toEqual(all);
    await server.close();
  });

  it('by SIGKILL in the tick that logged loses nothing that goes through a spool', async () => {
    const server = new IngestServer();
    const url = await server.listen();
    server.answer = (_batch, response) => void response.writeHead(503).end();
    const { signal } = await run("process.kill(process.pid, 'SIGKILL');", url);
    expect(signal).toBe('SIGKILL');
    server.answer = (batch, response) => server.accept(batch, response);
    expect(await deliveredByTheNext(server, url)).toEqual(all);
    await server.close();
  });

  it('by SIGKILL before the spool is open loses nothing that goes through it', async () => {
    const server = new IngestServer();
    const url = await server.listen();
    const atOnce = `for (let n = 0; n < ${LINES}; n++) log.info('line', { n }); process.kill(process.pid, 'SIGKILL');`;
    expect((await run('', url, { first: atOnce })).signal).toBe('SIGKILL');
    expect(readdirSync(join(dir, 'spool')).filter((name) => name.startsWith('starting-'))).toHaveLength(1);
    expect(await deliveredByTheNext(server, url)).toEqual(all);
    expect(readdirSync(join(dir, 'spool'))).toEqual(['0']);
    await server.close();
  });

  it('by SIGKILL loses nothing of the ticks before in the output and the file', async () => {
    const server = new IngestServer();
    const url = await server.listen();
    const ending = `
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      log.info('line', { n: -1 });
      process.kill(process.pid, 'SIGKILL');`;
    // Not a pipe, which takes no more than its reader does: what it has no room for waits in the process.
    const { signal, stdout } = await run(ending, url, { to: 'file' });
    expect(signal).toBe('SIGKILL');
    for (const text of [stdout, readFileSync(join(dir, 'a.log'), 'utf8')]) {
      expect(numbersIn(text).filter((n) => n >= 0)).toEqual(all);
    }
    await server.close();
  });

  it('leaves to the next what the server did not take', async () => {
    const server = new IngestServer();
    const url = await server.listen();
    server.answer = (_batch, response) => void response.writeHead(503).end();
    await run('process.exit(0)', url);
    expect(existsSync(join(dir, 'spool'))).toBe(true);
    server.answer = (batch, response) => server.accept(batch, response);
    expect(await deliveredByTheNext(server, url)).toEqual(all);
    await server.close();
  });

  it('by SIGTERM ends when it has many loggers, and Node warns of none of their listeners', async () => {
    const program = `
      import { createLogger, file } from '${library}';
      const logs = Array.from({ length: 15 }, (_, n) => createLogger({ service: 's' + n, sinks: [file({ path: n + '.log' })] }));
      await logs[0].close();
      await logs[0].close();
      if (process.getMaxListeners() !== 10 + 14) process.exit(9);
      for (const log of logs) log.info('line', { n: 1 });
      process.kill(process.pid, 'SIGTERM');
      setInterval(() => {}, 1e3);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: dir,
      env: { PATH: process.env.PATH },
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.stdout.resume();
    const [code, signal] = await once(child, 'close');
    expect({ code, signal, stderr }).toEqual({ code: null, signal: 'SIGTERM', stderr: '' });
    for (let n = 1; n < 15; n++) expect(readFileSync(join(dir, `${n}.log`), 'utf8')).toContain('"line"');
  });

  it('lets the application handle its signals', async () => {
    const server = new IngestServer();
    const url = await server.listen();
    const ending = `
      process.on('SIGTERM', async () => { log.info('closing'); await log.close(); process.exit(7); });
      setInterval(() => {}, 1e3);
      process.kill(process.pid, 'SIGTERM');`;
    const { code, stdout } = await run(ending, url);
    expect(code).toBe(7);
    expect(stdout).toContain('closing');
    expect(numbersIn(server.stored.join('\n'))).toEqual(all);
    expect(server.messages.at(-1)).toBe('closing');
    await server.close();
  });
});
