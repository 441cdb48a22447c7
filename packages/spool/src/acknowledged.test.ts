import { describe, expect, it } from 'vitest';
import { FaultyFiles } from '../test/faulty-files.js';
import { PositionFile } from './acknowledged.js';
import { withTypedErrors } from './files/typed-errors.js';

const ID = '0123456789abcdef';
const acknowledged = { position: { segment: 3, offset: 1234 }, record: 99 };

const PATH = '/spool/acknowledged';

function positionFile() {
  const files = new FaultyFiles();
  const open = () => new PositionFile(withTypedErrors(files), '/spool');
  return { files, open, file: open() };
}

const at = (offset: number) => ({ position: { segment: 3, offset }, record: offset });

describe('PositionFile', () => {
  it('holds lines that a person can read', async () => {
    const { files, file } = positionFile();
    expect(await file.read()).toEqual({ kind: 'missing' });
    await file.create(acknowledged, ID);
    expect(files.contents(PATH)?.toString().split(/\n+/)).toEqual([
      `heartwood-spool-position 1 ${ID} 3 1234 99 1e72a916`,
      `heartwood-spool-position 1 ${ID} 3 1234 99 1e72a916`,
      '',
    ]);
    expect(await file.read()).toEqual({ kind: 'sound', acknowledged, spoolId: ID });
  });

  it('is written in place with one fsync, so that it needs no room on the disk', async () => {
    const { files, file } = positionFile();
    await file.create(at(1), ID);
    const before = files.log.length;
    const size = files.contents(PATH)?.length;
    await file.write(at(2), ID);
    expect(files.log.slice(before)).toEqual([`write ${PATH}`, `fsync ${PATH}`]);
    expect(files.contents(PATH)?.length).toBe(size);
  });

  it('keeps the position before until the next one is durable, over any number of failures and restarts', async () => {
    const { files, open, file } = positionFile();
    await file.create(at(1), ID);
    await file.write(at(2), ID);
    const restarted = open();
    await restarted.read();
    for (const next of [3, 4, 5]) {
      files.plan = (_index, operation) => (operation === 'fsync' ? 'EIO' : undefined);
      await expect(restarted.write(at(next), ID)).rejects.toMatchObject({ reason: 'EIO' });
      files.plan = () => undefined;
      const found = await open().read();
      expect([2, next]).toContain(found.kind === 'sound' ? found.acknowledged.record : undefined);
      // Even when the slot that was being written is lost altogether.
      const torn = Buffer.from(files.contents(PATH) ?? []);
      torn.fill(0, torn.indexOf(`3 ${next} ${next}`) & ~4095, (torn.indexOf(`3 ${next} ${next}`) & ~4095) + 4096);
      const elsewhere = positionFile();
      elsewhere.files.overwrite(PATH, torn);
      expect(await elsewhere.file.read()).toMatchObject({ acknowledged: at(2) });
    }
  });

  it('notices any changed bit of its last line', async () => {
    const { files, file, open } = positionFile();
    await file.create(acknowledged, ID);
    const sound = Buffer.from(files.contents(PATH) ?? []);
    const length = sound.indexOf('\n') + 1;
    for (let byte = 0; byte < length; byte++) {
      const flipped = Buffer.from(sound);
      for (const start of [0, 4096]) flipped.writeUInt8(sound.readUInt8(start + byte) ^ 4, start + byte);
      files.overwrite(PATH, flipped);
      expect((await open().read()).kind).toBe('damaged');
    }
    files.overwrite(PATH, Buffer.alloc(0));
    expect((await open().read()).kind).toBe('damaged');
  });
});
