import { createEngine, type Engine } from '@heartwood/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STREAMS } from '../../src/record/index.js';
import { MigrationError, migrate } from '../../src/store/index.js';
import { COLUMNS, tableOf } from '../../src/store/schema/columns.js';
import { MIGRATIONS } from '../../src/store/schema/migrations/index.js';
import { removeDirectory, temporaryDirectory } from './stack.js';

describe('the schema', () => {
  let dir: string;
  let engine: Engine;
  beforeAll(async () => {
    dir = await temporaryDirectory();
    engine = await createEngine({ embedded: { dir } });
  });
  afterAll(async () => {
    await engine.close();
    await removeDirectory(dir);
  });

  it('is made by the steps that are missing, and by none the second time', async () => {
    expect(await migrate(engine)).toEqual(MIGRATIONS);
    expect(await migrate(engine)).toEqual([]);
  });

  it('is numbered from 1 without gaps', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  it('has the columns of COLUMNS in every table, with type and codec', async () => {
    for (const stream of STREAMS) {
      const answer = await engine.reader.query({
        query:
          'SELECT name, type, compression_codec AS codec FROM system.columns WHERE table = {table:String} ORDER BY position',
        query_params: { table: tableOf(stream) },
        format: 'JSONEachRow',
      });
      const want = COLUMNS.map(({ name, type, codec }) => ({
        name,
        type,
        codec: codec === undefined ? '' : `CODEC(${codec})`,
      }));
      expect(await answer.json()).toEqual(want);
    }
  });

  it('refuses a step that was applied with other statements', async () => {
    const changed = MIGRATIONS.map((step) => ({ ...step, statements: [...step.statements, 'SELECT 1'] }));
    await expect(migrate(engine, changed)).rejects.toThrow(MigrationError);
    await expect(migrate(engine, changed)).rejects.toThrow(/step 1 \(entries\)/);
  });

  it('refuses a store that a newer version has written', async () => {
    await expect(migrate(engine, [])).rejects.toThrow(/run the version that wrote it, or a newer one/);
  });
});
