import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandFiles, serviceOf } from './files.js';

let work: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'heartwood-files-'));
  await mkdir(join(work, 'logs', 'a'), { recursive: true });
  await mkdir(join(work, 'logs', 'b'));
  for (const name of ['one.log', 'two.log', 'three.txt', 'a/app.log', 'b/app.log', '.hidden.log', '[x].log']) {
    await writeFile(join(work, 'logs', name), 'x\n');
  }
});
afterAll(() => rm(work, { recursive: true, force: true }));

describe('files', () => {
  it('are named, or matched by patterns', async () => {
    const f = async (names: string[], want: string[]): Promise<void> =>
      expect(await expandFiles(names, work)).toEqual(want);
    await f(['logs/one.log', '-'], ['logs/one.log', '-']);
    await f(['logs/t*.log'], ['logs/two.log']);
    await f(['logs/*.???'], ['logs/[x].log', 'logs/one.log', 'logs/three.txt', 'logs/two.log']);
    await f(['logs/*/app.log'], ['logs/a/app.log', 'logs/b/app.log']);
    await f([join(work, 'logs/o*')], [join(work, 'logs/one.log')]);
    await f(['logs/[x].log'], ['logs/[x].log']);
  });

  it('that are none are refused with what to do', async () => {
    await expect(expandFiles(['nope.log'], work)).rejects.toThrow('There is no file nope.log');
    await expect(expandFiles(['logs/*.nope'], work)).rejects.toThrow('No file matches');
    await expect(expandFiles(['no*/x.log'], work)).rejects.toThrow('No file matches');
    await expect(expandFiles(['logs'], work)).rejects.toMatchObject({
      kind: 'usage',
      hint: expect.stringContaining('logs/*.log'),
    });
  });
});

it('a service is named after its file, or after the directory when the file says nothing', () => {
  const f = (path: string, want: string): void => expect(serviceOf(path), path).toBe(want);
  f('/srv/shop.log', 'shop');
  f('/srv/shop.log.2.gz', 'shop');
  f('/srv/shop-2026-11-21.log', 'shop');
  f('/srv/shop.log-20261121', 'shop');
  f('shop.jsonl', 'shop');
  f('syslog', 'syslog');
  f('/var/log/nginx/access.log', 'nginx');
  f('/var/log/nginx/error.log.1', 'nginx');
  f('/opt/nginx/logs/access.log', 'nginx');
  f('/srv/shop/current/log/error.log', 'shop');
  f('/var/log/error.log', 'error');
  f('/logs/access.log', 'access');
  f('-', 'stdin');
});
