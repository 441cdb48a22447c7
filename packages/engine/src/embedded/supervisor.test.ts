import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDir } from '../../test/temporary-dir.js';
import { READER_LIMITS, WRITER_LIMITS } from '../limits.js';
import { writeConfig } from './config-file.js';
import { Supervisor } from './supervisor.js';

it('an engine that answers no more is killed and started again', { timeout: 120_000 }, async () => {
  const dir = await temporaryDir();
  const dataDir = join(dir, 'clickhouse');
  const configFile = await writeConfig(dir, {
    dataDir,
    backupsDir: join(dir, 'backups'),
    memoryBytes: 512 * 1024 * 1024,
  });
  let log = '';
  const supervisor = new Supervisor({
    host: {
      dataDir,
      configFile,
      listen: { socketPath: join(dir, 'engine.sock') },
      readers: 1,
      readerLimits: READER_LIMITS,
      writerLimits: WRITER_LIMITS,
      maxBodyBytes: 1024,
    },
    startTimeoutMs: 60_000,
    lockWaitMs: 6_000,
    stopGraceMs: 10_000,
    liveness: { everyMs: 300, patience: 10 },
    onLog: (text) => {
      log += text;
    },
  });
  try {
    await supervisor.start();
    const { pid = 0 } = supervisor;
    process.kill(pid, 'SIGSTOP');
    await expect.poll(() => supervisor.pid, { timeout: 60_000 }).not.toBe(pid);
    await expect.poll(() => supervisor.notice.current, { timeout: 60_000 }).toBe('ready');
    expect(log).toContain(`engine process ${pid} does not answer; it is killed`);
    expect(supervisor.restarts).toBeGreaterThan(0);
  } finally {
    await supervisor.stop();
    await rm(dir, { recursive: true, force: true });
  }
});
