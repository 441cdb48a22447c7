import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDir } from '../../test/temporary-dir.js';
import { EngineStartError, EngineUnsupportedPlatformError } from '../errors.js';
import { READER_LIMITS, WRITER_LIMITS } from '../limits.js';
import { HostProcess } from './host-process.js';

describe('a host that cannot start says why', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await temporaryDir();
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  const options = (configFile: string) => ({
    dataDir: join(dir, 'clickhouse'),
    configFile,
    listen: { socketPath: join(dir, 'engine.sock') },
    readers: 1,
    readerLimits: READER_LIMITS,
    writerLimits: WRITER_LIMITS,
    maxBodyBytes: 1024,
  });

  it('no build for the platform', async () => {
    // The child believes that it runs on a processor for which chDB has no build.
    const pretend = `data:text/javascript,Object.defineProperty(process,'arch',{value:'mips'})`;
    const host = new HostProcess(options('none.xml'), () => {}, ['--import', pretend]);
    await expect(host.ready(30_000)).rejects.toThrow(EngineUnsupportedPlatformError);
  });

  it('a configuration that does not parse, with the output of the engine', async () => {
    const broken = join(dir, 'broken.xml');
    await writeFile(broken, '<clickhouse><unclosed>');
    const error = await new HostProcess(options(broken)).ready(30_000).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EngineStartError);
    expect(String(error)).toMatch(/SAXParseException/);
  });
});
