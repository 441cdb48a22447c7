import { describe, expect, it } from 'vitest';
import { FaultyFiles } from '../test/faulty-files.js';
import { PositionFile } from './acknowledged.js';
import { withTypedErrors } from './files/typed-errors.js';

const ID = '0123456789abcdef';
const acknowledged = { position: { segment: 3, offset: 1234 }, record: 99 };

describe('PositionFile', () => {
  it('is one line that a person can read', async () => {
    const files = new FaultyFiles();
    const file = new PositionFile(withTypedErrors(files), '/spool');
    expect(await file.read()).toEqual({ kind: 'missing' });
    await file.write(acknowledged, ID);
    expect(files.contents('/spool/acknowledged')?.toString()).toBe(
      `heartwood-spool-position 1 ${ID} 3 1234 99 1e72a916\n`,
    );
    expect(await file.read()).toEqual({ kind: 'sound', acknowledged, spoolId: ID });
  });

  it('reaches the disk by temporary file, fsync, rename and fsync of the directory', async () => {
    const files = new FaultyFiles();
    await new PositionFile(withTypedErrors(files), '/spool').write(acknowledged, ID);
    expect(files.log).toEqual([
      'replace /spool/acknowledged.tmp',
      'write /spool/acknowledged.tmp',
      'fsync /spool/acknowledged.tmp',
      'rename /spool/acknowledged.tmp',
      'fsync directory /spool',
    ]);
  });

  it('notices any changed bit and any missing byte', async () => {
    const files = new FaultyFiles();
    const file = new PositionFile(withTypedErrors(files), '/spool');
    await file.write(acknowledged, ID);
    const sound = Buffer.from(files.contents('/spool/acknowledged') ?? []);
    for (let at = 0; at < sound.length; at++) {
      const flipped = Buffer.from(sound);
      flipped.writeUInt8(sound.readUInt8(at) ^ 4, at);
      for (const bytes of [flipped, sound.subarray(0, at)]) {
        files.overwrite('/spool/acknowledged', bytes);
        expect((await file.read()).kind).toBe('damaged');
      }
    }
  });
});
