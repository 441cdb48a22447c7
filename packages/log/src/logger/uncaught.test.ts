import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const dir = mkdtempSync(join(tmpdir(), 'heartwood-uncaught-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const library = new URL('../../dist/index.js', import.meta.url).href;

/** The last entry of a process that ends with this, and how it ended. */
function lastEntry(ending: string, flags: string[] = [], map = '') {
  const path = join(dir, 'generated.mjs');
  // The third line is the one that ends the process.
  const program = `import { createLogger } from '${library}';\nconst log = createLogger({ format: 'json' });\n${ending}\n${map}`;
  writeFileSync(path, program);
  const run = spawnSync(process.execPath, [...flags, path], { encoding: 'utf8', env: { PATH: process.env.PATH } });
  return { status: run.status, entry: JSON.parse(run.stdout.trimEnd().split('\n').at(-1) ?? '') };
}

describe('what nobody caught (L11)', () => {
  it.each<[string, string, object]>([
    [
      'an error with causes',
      "throw new TypeError('outer', { cause: new RangeError('middle', { cause: 'root' }) });",
      { type: 'TypeError', message: 'outer', causes: [{ type: 'RangeError', message: 'middle' }, { message: 'root' }] },
    ],
    [
      'an AggregateError',
      "throw new AggregateError([new Error('a'), Object.assign(new Error('b'), { code: 'E_B' })], 'both');",
      { type: 'AggregateError', message: 'both', causes: [{ message: 'a' }, { message: 'b', code: 'E_B' }] },
    ],
    ['a text', "throw 'out of paper';", { message: 'out of paper' }],
    ['nothing at all', 'throw undefined;', { message: 'undefined' }],
    ['a rejection with an object', "await Promise.reject({ code: 42, message: 'no' });", { message: 'no', code: '42' }],
  ])('%s', (_, ending, error) => {
    const { status, entry } = lastEntry(ending);
    expect(status).toBe(1);
    expect(entry).toMatchObject({ event: 'process.uncaught_exception', level: 'CRITICAL', error });
  });

  it('has the stack of the sources under --enable-source-maps', () => {
    // Line 3 of the generated file comes from line 11 of the source: `;;AAUA` in base 64 VLQ (ECMA-426).
    const source = { version: 3, sources: ['original.ts'], sourcesContent: [null], names: [], mappings: ';;AAUA' };
    const url = `data:application/json;base64,${Buffer.from(JSON.stringify(source)).toString('base64')}`;
    const map = `//# sourceMappingURL=${url}`;
    expect(lastEntry("throw new Error('x');", [], map).entry.error.stack).toContain('generated.mjs:3');
    expect(lastEntry("throw new Error('x');", ['--enable-source-maps'], map).entry.error.stack).toContain(
      'original.ts:11',
    );
  });
});
