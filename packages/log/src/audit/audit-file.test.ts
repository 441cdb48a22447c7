import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import { auditFile } from './audit-file.js';
import { type AuditSink, AuditWriteError } from './audit-sink.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-audit-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

function bank(...auditTo: AuditSink[]) {
  const sink = memory();
  return { sink, log: createLogger({ service: 'bank', env: {}, handleExit: false, sinks: [sink], auditTo }) };
}
const action = (log: ReturnType<typeof bank>['log'], name: string) => () => log.audit({ action: name });

describe('auditTo', () => {
  it('has the entry before the call returns, in a file of mode 0640', () => {
    const path = join(dir, 'deep', 'audit.log');
    const { log, sink } = bank(auditFile({ path }));
    log.audit({ action: 'vault.open' });
    expect(readFileSync(path, 'utf8')).toBe(`${sink.lines[0]}\n`);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    log.info('not audited');
    log.security({ action: 'not audited either' });
    expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('opens a new file when the old one was moved away', () => {
    const path = join(dir, 'audit.log');
    const { log } = bank(auditFile({ path }));
    log.audit({ action: 'first' });
    renameSync(path, `${path}.1`);
    log.audit({ action: 'second' });
    expect(readFileSync(path, 'utf8')).toContain('second');
    expect(readFileSync(`${path}.1`, 'utf8')).not.toContain('second');
  });

  // /dev/full answers every write with ENOSPC, as a full disk does.
  it.runIf(existsSync('/dev/full'))('throws when the disk is full, and no other destination has the entry', () => {
    const { log, sink } = bank(auditFile({ path: '/dev/full', sync: false }));
    expect(action(log, 'vault.open')).toThrow(AuditWriteError);
    expect(action(log, 'vault.open')).toThrow(/audit-file: ENOSPC.*Do not carry out/);
    expect(sink.entries).toEqual([]);
    log.info('everything else goes on');
    expect(sink.entries).toHaveLength(1);
  });

  it('is refused without a path, at the start', () => {
    // @ts-expect-error: JavaScript callers can do this
    expect(() => auditFile()).toThrow('auditFile needs a path');
    expect(() => auditFile({ path: '' })).toThrow('auditFile needs a path');
  });

  it('throws when the folder cannot be made', () => {
    const blocked = join(dir, 'file');
    bank(auditFile({ path: blocked })).log.audit({ action: 'x' });
    chmodSync(blocked, 0o600);
    expect(action(bank(auditFile({ path: join(blocked, 'audit.log') })).log, 'y')).toThrow(AuditWriteError);
  });

  it('throws what a destination of your own throws, as the cause', () => {
    const cause = new Error('printer on fire');
    const printer: AuditSink = {
      name: 'printer',
      write() {
        throw cause;
      },
    };
    const { log } = bank(printer);
    try {
      log.audit({ action: 'vault.open' });
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'audit-write', sink: 'printer', cause });
    }
  });
});
