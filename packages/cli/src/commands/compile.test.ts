import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testTerminal } from '../../test/test-terminal.js';
import { run } from '../program.js';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));

const ENTRIES = `import { entryType, f } from '@heartwood/log';
const customer = f.nested({ id: f.id(), pin: f.string({ class: 'secret' }) });
export const placed = entryType('order.placed', { level: 'info', message: 'Order {order}', fields: { order: f.id(), customer, tags: f.array(f.string()) } });
export const more = [entryType('order.paid', { level: 'info', message: 'Paid', fields: { total: f.number() } })];
`;

const APP = `import { createLogger } from '@heartwood/log';
import { more, placed } from './entries.mjs';
import { serializers } from './serializers.mjs';
const used = [];
const watched = new Proxy(serializers, { get: (target, key) => (used.push(key), target[key]) });
const log = createLogger({ service: 'shop', format: 'json', handleExit: true, env: {}, serializers: watched });
log.emit(placed, { order: 17, customer: { id: 'c_1', pin: '1234' }, tags: ['a'] });
log.emit(more[0], { total: 1.5 });
log.info('used', { used: used.length });
`;

describe('heartwood compile', () => {
  let dir: string;
  beforeEach(() => {
    // Inside the package, so that @heartwood/log is found as an application would find it.
    dir = mkdtempSync(join(PACKAGE, 'compile-'));
    writeFileSync(join(dir, 'entries.mjs'), ENTRIES);
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const compile = async (...args: string[]) => {
    const terminal = testTerminal({ directory: dir });
    return { code: await run(['compile', ...args], terminal), output: terminal.output, notes: terminal.notes };
  };

  it('writes a module that a logger uses where no code may be made at run time (L2)', async () => {
    expect(await compile('./entries.mjs', '--out', 'serializers.mjs')).toEqual({
      code: 0,
      output: '2 serializers in serializers.mjs\n',
      notes: '',
    });
    expect(readFileSync(join(dir, 'serializers.d.mts'), 'utf8')).toContain('CompiledSerializers');
    writeFileSync(join(dir, 'app.mjs'), APP);
    const app = spawnSync(process.execPath, ['--disallow-code-generation-from-strings', join(dir, 'app.mjs')], {
      encoding: 'utf8',
    });
    expect(app.stderr).toBe('');
    const entries = app.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries).toMatchObject([
      {
        event: 'order.placed',
        message: 'Order 17',
        order: '17',
        customer: { id: 'c_1', pin: '[secret]' },
        tags: ['a'],
      },
      { event: 'order.paid', total: 1.5, service: 'shop' },
      { message: 'used', used: 2 },
    ]);
  });

  it('checks whether the module is what the declarations say', async () => {
    const args = ['./entries.mjs', '--out', 'out/serializers.js'];
    expect(await compile(...args, '--check')).toMatchObject({ code: 1, notes: expect.stringContaining('is stale') });
    expect(existsSync(join(dir, 'out'))).toBe(false);
    await compile(...args);
    expect(await compile(...args, '--check')).toEqual({ code: 0, output: '', notes: '' });
  });

  it.each<[string, string[], string]>([
    ['a module that is not there', ['./nothing.mjs', '--out', 'x.js'], 'cannot be imported'],
    ['a module without entry types', ['./none.mjs', '--out', 'x.js'], 'exports an entry type'],
    ['a file that is no module', ['./entries.mjs', '--out', 'x.txt'], 'must end in'],
  ])('says what is wrong about %s', async (_, args, problem) => {
    writeFileSync(join(dir, 'none.mjs'), 'export const nothing = 1;\n');
    expect(await compile(...args)).toMatchObject({ code: 2, notes: expect.stringContaining(problem) });
  });
});
