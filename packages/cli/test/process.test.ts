import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** The command as a process of its own: pipes, exit codes, signals. */
const COMMAND = fileURLToPath(new URL('../bin/heartwood.js', import.meta.url));
let work: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'heartwood-process-'));
  await writeFile(join(work, 'big.log'), '2026-11-21 07:45:39 INFO one of many lines\n'.repeat(100_000));
});
afterAll(() => rm(work, { recursive: true, force: true }));

it('ends quietly when the reader of its pipe has gone', async () => {
  const child = spawn(process.execPath, [COMMAND, 'send', '--dry-run', 'big.log'], { cwd: work });
  const messages = text(child.stderr);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(await messages).toBe('');
});

it('prints a mistake as text, and ends with 2', async () => {
  const child = spawn(process.execPath, [COMMAND, 'send', 'nope.log'], { cwd: work });
  const messages = text(child.stderr);
  const [code] = await once(child, 'exit');
  expect(code).toBe(2);
  expect(await messages).toBe('error: There is no file nope.log.\n');
});

it('reads a pipe that ends', async () => {
  const child = spawn(process.execPath, [COMMAND, 'send', '--dry-run', '-'], { cwd: work });
  const output = text(child.stdout);
  child.stdin.end('WARN from a pipe\n');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(JSON.parse(await output)).toMatchObject({
    level: 'WARNING',
    message: 'from a pipe',
    level_text: 'WARN',
    service: 'stdin',
  });
});
