import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const COMMAND = fileURLToPath(new URL('../bin/heartwood.js', import.meta.url));
const PASSWORD = 'never to be seen';

const elsewhere = process.platform !== 'linux';
if (elsewhere)
  console.warn('Left out: the password prompt on a real terminal, which util-linux’ script makes on Linux only.');

it.skipIf(elsewhere)('a terminal never shows the password that is typed', async () => {
  const bodies: unknown[] = [];
  const user = { username: 'jo', role: 'developer', created_at: '2026-11-21T08:00:00.000Z' };
  const server = createServer(async (request, response) => {
    bodies.push(await json(request));
    response.end(JSON.stringify(user));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const command = `'${process.execPath}' '${COMMAND}' user password jo --url http://127.0.0.1:${port} --key k`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], { cwd: tmpdir() });
  let screen = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
  });
  onTestFinished(() => {
    child.kill();
    server.close();
  });
  await expect.poll(() => screen, { timeout: 30_000 }).toContain('New password:');
  child.stdin.write(`${PASSWORD}\r`);
  await expect.poll(() => screen, { timeout: 30_000 }).toContain('again:');
  child.stdin.write(`${PASSWORD}\r`);
  // Not 'exit': what it has printed may come after that.
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(bodies).toEqual([{ password: PASSWORD }]);
  expect(screen).toContain('User “jo” has a new password.');
  expect(screen).not.toContain(PASSWORD);
});
