import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { IngestServer } from '../../../test/ingest-server.js';
import { createLogger } from '../../logger/create-logger.js';
import { heartwood } from '../heartwood/heartwood.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-deleted-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

it('goes on in a new spool when its folder is deleted, and loses nothing of what is logged from then on', async () => {
  const server = new IngestServer();
  const url = await server.listen();
  const spoolDir = join(dir, 'spool');
  const sinks = [heartwood({ url, spoolDir })];
  const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks });
  log.info('before');
  expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
  for (const round of ['first', 'second']) {
    rmSync(spoolDir, { recursive: true });
    await sleep(5);
    log.info(round);
    log.info(`${round}, once more`);
    expect(await log.flush({ timeoutMs: 30_000 })).toBe(true);
  }
  expect(server.messages).toEqual(['before', 'first', 'first, once more', 'second', 'second, once more']);
  await log.close();
  await server.close();
});
