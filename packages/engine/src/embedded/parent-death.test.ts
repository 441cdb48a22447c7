import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryDir } from '../../test/temporary-dir.js';
import { createEngine } from '../create-engine.js';

const PARENT = fileURLToPath(new URL('../../test/parent.mjs', import.meta.url));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it('ends when its parent is killed, and gives the directory to the next engine', async () => {
  const dir = await temporaryDir();
  const parent = spawn(process.execPath, [PARENT, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(parent.stdout, 'data');
  const pid = Number(String(line));
  expect(isAlive(pid)).toBe(true);

  const ended = once(parent, 'exit');
  parent.kill('SIGKILL');
  await ended;
  // Opened at once: the next engine waits for the old one to let go.
  const next = await createEngine({ embedded: { dir } });
  expect(next.state).toBe('ready');
  while (isAlive(pid)) await sleep(20);
  await next.close();
  await rm(dir, { recursive: true, force: true });
});
