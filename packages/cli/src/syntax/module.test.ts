import { describe, expect, it } from 'vitest';
import { parseModule } from './module.js';
import { lookUp } from './scope.js';

const read = (text: string) => parseModule('app.ts', text);

describe('parseModule', () => {
  it('says where each call stands and in what', () => {
    const module = read(`a();
class Shop { #x = () => b(); buy() { return items.map((item) => c(item)); } static { d(); } }
export default function () { e(); }
const f = { g() { h(); }, i: function named() { j(); } };
exports.k = () => l();`);
    const seen = module.calls.map(({ node, within }) => [
      node.callee.type === 'Identifier' ? node.callee.name : '.',
      within,
      module.lineAt(node.start),
    ]);
    expect(seen).toEqual([
      ['a', '', 1],
      ['b', 'Shop.x', 2],
      ['.', 'Shop.buy', 2],
      ['c', 'Shop.buy', 2],
      ['d', 'Shop', 2],
      ['e', 'default', 3],
      ['h', 'g', 4],
      ['j', 'named', 4],
      ['l', 'k', 5],
    ]);
  });

  it('knows what a name stands for where it is used', () => {
    const module = read(`import d, { a as b, type T } from './x.js';
import * as ns from 'y';
const { p: [q], ...r } = init;
function run({ s }: Options, t: Logger = u) { if (t) { var v = 1; let w = 2; call(); } try {} catch (err) {} }`);
    const inside = module.calls[0]!.scope;
    const kind = (name: string) => {
      const found = lookUp(name, inside);
      if (found === undefined) return undefined;
      if (found.kind === 'import') return `${found.imported} of ${found.specifier}`;
      if (found.kind === 'parameter')
        return `parameter ${found.index}${found.steps.map((step) => `.${step}`).join('')} ${found.typeName ?? ''}`.trim();
      return found.kind === 'variable' ? `variable${found.steps.map((step) => `.${step}`).join('')}` : found.kind;
    };
    expect(['d', 'b', 'T', 'ns', 'q', 'r', 's', 't', 'v', 'w', 'run', 'err', 'console'].map(kind)).toEqual([
      'default of ./x.js',
      'a of ./x.js',
      'T of ./x.js',
      '* of y',
      'variable.p.0',
      'variable....',
      'parameter 0.s',
      'parameter 1 Logger',
      'variable',
      'variable',
      'function',
      undefined,
      undefined,
    ]);
    expect(module.scope.bindings.has('v')).toBe(false);
  });

  it('lists what a module gives away', () => {
    const module = read(`export const { a, b: c } = x; export function d() {} export class E {} export default 1;
export { f as g }; export { h as i } from './h.js'; export * from './all.js'; export * as j from './j.js'; const f = 1;`);
    expect(Object.fromEntries(module.exports)).toMatchObject({
      a: { kind: 'local', name: 'a' },
      c: { kind: 'local', name: 'c' },
      d: { kind: 'local', name: 'd' },
      E: { kind: 'local', name: 'E' },
      default: { kind: 'expression' },
      g: { kind: 'local', name: 'f' },
      i: { kind: 'from', specifier: './h.js', imported: 'h' },
      j: { kind: 'from', specifier: './j.js', imported: '*' },
    });
    expect(module.stars).toEqual(['./all.js']);
  });

  it('says what it cannot read', () => {
    expect(read('const = 1').problem).toBeDefined();
    expect(read('const a = 1').problem).toBeUndefined();
  });
});
