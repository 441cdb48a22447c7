import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createModuleGraph } from '../syntax/module-graph.js';
import { sourceFiles } from '../syntax/source-files.js';
import { buildCatalog } from './build-catalog.js';
import type { Catalog } from './entry.js';

const LIBRARY = fileURLToPath(new URL('../../../log', import.meta.url));
const LIB = "import { atLevel, createLogger, entryType, f } from '@heartwood/log';\n";
const LOG = "import { createLogger } from '@heartwood/log';\nexport const log = createLogger();\n";
const ENTRIES = `${LIB}export const placed = entryType('order.placed', { level: 'info', message: 'x' });\nexport const failed = entryType('order.failed', { level: 'error', message: 'x' });\n`;

let dir = '';
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** The catalog of these files, with the real library installed. */
async function catalogOf(files: Record<string, string>): Promise<Catalog> {
  dir = mkdtempSync(join(tmpdir(), 'heartwood-catalog-'));
  mkdirSync(join(dir, 'node_modules/@heartwood'), { recursive: true });
  symlinkSync(LIBRARY, join(dir, 'node_modules/@heartwood/log'));
  writeFileSync(join(dir, 'package.json'), '{"name":"app","type":"module","imports":{"#log":"./src/log.ts"}}');
  for (const [name, text] of Object.entries({ 'log.ts': LOG, 'entries.ts': ENTRIES, ...files })) {
    mkdirSync(dirname(join(dir, 'src', name)), { recursive: true });
    writeFileSync(join(dir, 'src', name), text);
  }
  return buildCatalog(await sourceFiles(['src'], dir), dir, createModuleGraph());
}

/** The calls of the types, as `type ← file:line in function (via, level)`. */
const calls = ({ types }: Catalog): string[] =>
  types.flatMap((type) =>
    type.calls.map(
      ({ file, line, within, via, level }) =>
        `${type.name} ← ${file.replace('src/', '')}:${line}${within === '' ? '' : ` in ${within}`}${via === undefined ? '' : ` via ${via}`}${level === undefined ? '' : ` at ${level}`}`,
    ),
  );

describe('a call site is found', () => {
  const f = async (app: string, want: string[], more: Record<string, string> = {}): Promise<void> => {
    const catalog = await catalogOf({ 'app.ts': app, ...more });
    expect(calls(catalog)).toEqual(want);
    expect(catalog.unresolved).toEqual([]);
  };
  const head = "import { log } from './log.js';\nimport { failed, placed } from './entries.js';\n";

  it.each<[string, string, string[], Record<string, string>?]>([
    ['by its import', `${head}log.emit(placed);`, ['order.placed ← app.ts:3']],
    [
      'in a page',
      "import { createBrowserLogger, entryType } from '@heartwood/log/browser';\nconst log = createBrowserLogger();\nconst stuck = entryType('page.stuck', { level: 'error', message: 'x' });\nlog.named('cart').emit(stuck);",
      ['page.stuck ← app.ts:4'],
    ],
    [
      'in functions, methods and classes',
      `${head}export class Shop {\n  #log = log;\n  place() {\n    const later = () => this.#log.emit(placed);\n  }\n}\nfunction run() { log.emit(failed); }`,
      ['order.failed ← app.ts:9 in run', 'order.placed ← app.ts:6 in Shop.place.later'],
    ],
    [
      'under another name',
      "import { log as l } from './log.js';\nimport { placed as done } from './entries.js';\nconst again = done;\nl.emit(again);",
      ['order.placed ← app.ts:4'],
    ],
    [
      'through a namespace',
      "import { log } from './log.js';\nimport * as entries from './entries.js';\nlog.emit(entries.placed);",
      ['order.placed ← app.ts:3'],
    ],
    [
      'through destructuring',
      "import { log } from './log.js';\nimport * as entries from './entries.js';\nconst { placed: done, ...rest } = entries;\nlog.emit(done);",
      ['order.placed ← app.ts:4'],
    ],
    [
      'through re-exports',
      "import { log } from '#log';\nimport { done, orders } from './index.js';\nlog.emit(done);\nlog.emit(orders.failed);",
      ['order.failed ← app.ts:4', 'order.placed ← app.ts:3'],
      {
        'index.ts': "export { placed as done } from './all.js';\nexport * as orders from './all.js';\n",
        'all.ts': "export * from './entries.js';\n",
      },
    ],
    [
      'by the default export',
      "import { log } from './log.js';\nimport started from './started.js';\nlog.emit(started);",
      ['app.started ← app.ts:3'],
      { 'started.ts': `${LIB}export default entryType('app.started', { level: 'info', message: 'x' });` },
    ],
    [
      'in an object of types',
      `${head}const types = { done: placed, bad: failed } as const;\nlog.emit(types.done);\nexport const any = (key: 'done' | 'bad') => log.emit(types[key]);`,
      ['order.failed ← app.ts:5 in any', 'order.placed ← app.ts:4', 'order.placed ← app.ts:5 in any'],
    ],
    [
      'of either type',
      `${head}log.emit(ok ? placed : failed, {});`,
      ['order.failed ← app.ts:3', 'order.placed ← app.ts:3'],
    ],
    [
      'at another level',
      `${head}import { atLevel } from '@heartwood/log';\nconst bad = atLevel(placed, 'error');\nlog.emit(bad);`,
      ['order.placed ← app.ts:5 at error'],
    ],
    [
      'of a type a function chooses',
      `${head}const by = (ok: boolean) => (ok ? placed : failed);\nlog.emit(by(true));`,
      ['order.failed ← app.ts:4', 'order.placed ← app.ts:4'],
    ],
    [
      'of audit and security',
      `${head}log.audit(placed, {}, { reason: 'x' });\nlog.security(failed);`,
      ['order.failed ← app.ts:4', 'order.placed ← app.ts:3'],
    ],
    [
      'through a wrapper',
      `${head}const note = (type, values) => log.emit(type, values);\nnote(placed, {});`,
      ['order.placed ← app.ts:4 via note'],
    ],
    [
      'through a wrapper of a wrapper in other files',
      "import { note } from './note.js';\nimport { placed } from './entries.js';\nnote(1, placed);",
      ['order.placed ← app.ts:3 via note'],
      {
        'note.ts': "import { write } from './write.js';\nexport function note(n, type) { write({ type }); }",
        'write.ts': "import { log } from './log.js';\nexport const write = ({ type }) => log.emit(type);",
      },
    ],
    [
      'through a method',
      `${head}class Audit {\n  constructor(private readonly log) {}\n  note(type) { this.log.emit(type); }\n}\nexport const run = (audit: Audit) => audit.note(placed);`,
      ['order.placed ← app.ts:7 in run via note'],
    ],
    [
      'through a method made by a function',
      `${head}const make = (context) => (after, type) => log.child(context).emit(type);\nexport const scene = { emit: make({}) };\nexport const run = (scene) => scene.emit(3, placed);\nexport const other = ({ emit }) => emit(3, failed);`,
      ['order.failed ← app.ts:6 in other via emit', 'order.placed ← app.ts:5 in run via emit'],
    ],
  ])('%s', (_, app, want, more) => f(app, want, more));
});

describe('a declaration is read', () => {
  it('with everything it says', async () => {
    const { types } = await catalogOf({
      'entries.ts': `${LIB}
const person = { user: f.object('user'), email: f.string({ class: 'pii', subject: 'user', description: 'Work address.' }) };
const base = { stream: 'audit', retention: 'financial', workflow: 'billing', page: '/bills' } as const;
const UNIT = 'EUR';
export const paid = entryType('bill.paid', {
  ...base,
  level: 'info',
  version: 2,
  message: 'Bill paid: ' + 'ok',
  description: \`Somebody paid in \${UNIT}.\`,
  fields: {
    ...person,
    total: f.decimal({ unit: UNIT }),
    took: f.duration(),
    duration_ms: f.standard({ optional: true }),
    method: f.enum(['card', 'cash'], { default: 'card' }),
    lines: f.array(f.nested({ sku: f.string(), count: f.integer() })),
    password: f.string(),
  },
});`,
    });
    const { fields, ...rest } = types[0]!;
    expect(rest).toEqual({
      name: 'bill.paid',
      level: 'info',
      stream: 'audit',
      retention: 'financial',
      workflow: 'billing',
      page: '/bills',
      version: 2,
      message: 'Bill paid: ok',
      description: 'Somebody paid in EUR.',
      declared: { file: 'src/entries.ts', line: 6 },
      calls: [],
      passedOn: [],
    });
    const plain = fields.map((field) =>
      Object.fromEntries(Object.entries(field).filter(([, value]) => value !== undefined)),
    );
    expect(plain).toEqual([
      { name: 'user', type: 'object(user)', class: 'internal', optional: false },
      { name: 'email', type: 'string', class: 'pii', optional: false, subject: 'user', description: 'Work address.' },
      { name: 'total', type: 'decimal', class: 'internal', optional: false, unit: 'EUR' },
      { name: 'took', type: 'duration', class: 'internal', optional: false, unit: 'ms' },
      { name: 'duration_ms', type: 'number', class: 'internal', optional: true, unit: 'ms' },
      { name: 'method', type: 'enum(card, cash)', class: 'internal', optional: true, default: 'card' },
      { name: 'lines', type: 'array of { sku: string, count: integer }', class: 'internal', optional: false },
      { name: 'password', type: 'string', class: 'secret', optional: false },
    ]);
  });

  it('when a function of the application makes it', async () => {
    const { types, unresolved } = await catalogOf({
      'entries.ts': `${LIB}const audited = (name: string, message: string) => entryType(name, { level: 'info', stream: 'audit', message });
export const opened = audited('door.opened', 'Opened');
export const closed = audited('door.closed', 'Closed');`,
      'app.ts': "import { log } from './log.js';\nimport { opened } from './entries.js';\nlog.emit(opened);",
    });
    expect(
      types.map(({ name, message, stream, declared, calls: { length } }) => [
        name,
        message,
        stream,
        declared.line,
        length,
      ]),
    ).toEqual([
      ['door.closed', 'Closed', 'audit', 4, 0],
      ['door.opened', 'Opened', 'audit', 3, 1],
    ]);
    expect(unresolved).toEqual([]);
  });

  it('when the library declares it', async () => {
    const { types } = await catalogOf({
      'app.ts':
        "import { log } from './log.js';\nimport { httpRequest } from '@heartwood/log/express';\nlog.emit(httpRequest, {});",
    });
    const type = types.find(({ name }) => name === 'http.request');
    expect(type?.declared).toEqual({ file: '@heartwood/log', line: 0 });
    expect(type?.fields.map(({ name }) => name)).toContain('status');
    expect(type?.calls).toHaveLength(1);
  });

  it('as often as it is there', async () => {
    const { duplicates } = await catalogOf({
      'more.ts': `${LIB}export const other = entryType('order.placed', { level: 'info', message: 'y' });`,
    });
    expect(duplicates).toEqual([
      {
        name: 'order.placed',
        places: [
          { file: 'src/entries.ts', line: 2 },
          { file: 'src/more.ts', line: 2 },
        ],
      },
    ]);
  });
});

describe('what is no call of a declared type is told apart', () => {
  const f = (app: string) => catalogOf({ 'app.ts': `import { log } from './log.js';\n${app}` });

  it('free-form calls', async () => {
    const { freeForm } = await f(
      "log.info('Started', { port });\nfunction run(logger) { logger.error(`Failed ${x}`); }\nlog.audit({ action: 'report.print' });",
    );
    expect(
      freeForm.map(({ method, message, constant, line, within }) => [method, message, constant, line, within]),
    ).toEqual([
      ['info', 'Started', true, 2, ''],
      ['error', '`Failed ${x}`', false, 3, 'run'],
      ['audit', 'report.print', true, 4, ''],
    ]);
  });

  it('types that are handed to others', async () => {
    const { types } = await f("import { placed } from './entries.js';\nregister(placed);");
    expect(types.find(({ name }) => name === 'order.placed')?.passedOn).toEqual([
      { file: 'src/app.ts', line: 3, within: '', via: 'register' },
    ]);
  });

  it('calls whose type cannot be followed, names that are made, files that cannot be read', async () => {
    const { unresolved } = await catalogOf({
      'app.ts': "import { log } from './log.js';\nlog.emit(registry.get('x'), {});",
      'made.ts': `${LIB}export const made = entryType(process.env.NAME, { level: 'info', message: 'x' });`,
      'torn.ts': 'const = ;',
    });
    expect(unresolved.map(({ file, line, reason }) => `${file}:${line} ${reason.split(':')[0]}`)).toEqual([
      'src/app.ts:2 the entry type cannot be followed',
      'src/made.ts:2 the name is not constant',
      'src/torn.ts:1 the file cannot be read',
    ]);
  });

  it('other emitters and other loggers', async () => {
    const catalog = await catalogOf({
      'app.ts':
        "import pino from 'pino';\nconst log = pino();\nlog.info('x');\nemitter.emit('data', 1);\nfunction f(stream) { stream.emit('end'); }\nconst send = (name) => bus.emit(name);\nsend('x');\nconsole.info('x');\nMath.log(2);",
    });
    expect(catalog.freeForm).toEqual([]);
    expect(catalog.unresolved).toEqual([]);
  });

  it('and what depends on itself ends', async () => {
    const catalog = await f(
      'const a = { ...b };\nconst b = { ...a };\nconst g = (x) => g(x);\nlog.emit(a.x);\nlog.emit(g(1));',
    );
    expect(catalog.unresolved).toHaveLength(2);
  });
});
