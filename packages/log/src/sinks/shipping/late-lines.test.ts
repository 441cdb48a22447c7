import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IngestServer } from '../../../test/ingest-server.js';
import { createLogger } from '../../logger/create-logger.js';
import { heartwood } from '../heartwood/heartwood.js';
import { LateLines } from './late-lines.js';

let dir: string;
let server: IngestServer;
let url: string;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-late-'));
  server = new IngestServer();
  url = await server.listen();
});
afterEach(async () => {
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

const line = (message: string): string => `${JSON.stringify({ message })}\n`;

/** What a process leaves in a slot at its end; `unfinished` when it died before the file had its name, so many minutes ago (below 0: never old). */
function leave(slot: string, message: string, { unfinished = false, minutes = 0 } = {}): void {
  mkdirSync(join(dir, slot), { recursive: true });
  const late = new LateLines(join(dir, slot), 1_000_000);
  late.write([line(message)], undefined);
  const path = unfinished ? `${late.path}.new` : late.path;
  if (unfinished) renameSync(late.path, path);
  const then = Date.now() / 1_000 - minutes * 60;
  utimesSync(path, then, then);
}

const filesBeside = (): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('late-'));

const logger = () =>
  createLogger({ service: 's', env: {}, handleExit: false, sinks: [heartwood({ url, spoolDir: dir })] });

describe('what processes have left beside a spool', () => {
  it('is shipped at the start, also out of a file that its process did not finish and nobody writes any more', async () => {
    leave('0', 'finished');
    leave('0', 'unfinished', { unfinished: true, minutes: 2 });
    leave('3', 'of another', { unfinished: true, minutes: 2 });
    leave('3', 'being written', { unfinished: true, minutes: -60 });
    const log = logger();
    await vi.waitUntil(() => server.messages.length === 3, { timeout: 60_000 });
    expect([...server.messages].sort()).toEqual(['finished', 'of another', 'unfinished']);
    expect(filesBeside()).toEqual([expect.stringMatching(/^3.late-.*\.new$/)]);
    await log.close();
  });

  it('is shipped while the process runs in whose slot it was left', async () => {
    const log = logger();
    log.info('own');
    expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
    leave('0', 'later', { minutes: 1 });
    leave('0', 'a moment ago');
    await vi.waitUntil(() => server.messages.includes('later'), { timeout: 60_000 });
    await log.close();
    expect(server.messages.filter((message) => message !== 'a moment ago')).toEqual(['own', 'later']);
  });
});
