import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createModuleGraph } from '../syntax/module-graph.js';
import { type Migrated, migrateModule } from './migrate-module.js';

let dir = '';
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Migrates a file of a program whose other files are given too. */
function migrated(text: string, others: Record<string, string> = {}, file = 'app.ts'): Migrated {
  rmSync(dir, { recursive: true, force: true });
  dir = mkdtempSync(join(tmpdir(), 'heartwood-migrate-'));
  for (const [name, content] of Object.entries({ ...others, [file]: text })) {
    mkdirSync(dirname(join(dir, 'src', name)), { recursive: true });
    writeFileSync(join(dir, 'src', name), content);
  }
  return again(file);
}

/** Migrates what is there now. */
function again(file = 'app.ts'): Migrated {
  const graph = createModuleGraph();
  return migrateModule(graph.module(join(dir, 'src', file)), {
    graph,
    loggerFile: join(dir, 'src', 'log.ts'),
    loggerName: 'log',
    specifier: undefined,
    covers: (path) => !path.includes('vendor'),
  });
}

const reasons = ({ left }: Migrated): string[] => left.map(({ line, reason }) => `${line}: ${reason}`);

describe('one call', () => {
  const PINO = "import pino from 'pino';\nconst logger = pino();\n";
  const PINO_AFTER = "import { createLogger } from '@heartwood/log';\nconst logger = createLogger();\n";
  const WINSTON = "import winston from 'winston';\nconst logger = winston.createLogger();\n";
  const f = (before: string, after: string) => {
    const result = migrated(before);
    expect(result.after).toBe(after);
    expect(result.left).toEqual([]);
    // Doing it again changes nothing.
    writeFileSync(join(dir, 'src', 'app.ts'), result.after);
    expect(again().after).toBe(result.after);
  };

  it.each([
    ["console.log('Started');", "log.info('Started');"],
    ['console.log(`Listening on ${port}`);', "log.info('Listening on {port}', { port });"],
    ["console.log('Listening on ' + port);", "log.info('Listening on {port}', { port });"],
    ["console.log('Listening on %d', port);", "log.info('Listening on {port}', { port });"],
    ["console.log('User', user.id, 'has', count);", "log.info('User has', { userId: user.id, count });"],
    ["console.error('Payment failed:', err);", "log.error('Payment failed', { err });"],
    ['console.error(err);', "log.error('Unexpected error', { err });"],
    ['console.error(`Payment failed: ${err.message}`);', "log.error('Payment failed', { err });"],
    ["console.warn('Slow', { ms, path: request.path });", "log.warning('Slow', { ms, path: request.path });"],
    ["console.debug('Body', JSON.stringify(body));", "log.debug('Body', { body });"],
    ["if (a) console.info('a'); else console.log('b');", "if (a) log.info('a'); else log.info('b');"],
    ["run().catch((e) => console.error('Run failed', e));", "run().catch((e) => log.error('Run failed', { err: e }));"],
    [
      "console.log('outer', call(() => console.log('inner')));",
      "log.info('outer', { call: call(() => log.info('inner')) });",
    ],
    ["globalThis.x = () => { console.log('x'); };", "globalThis.x = () => { log.info('x'); };"],
  ])('of the console: %s', (before, after) => f(`${before}\n`, `import { log } from './log.js';\n\n${after}\n`));

  it.each([
    ["logger.info('Started');", "logger.info('Started');"],
    ["logger.info({ id }, 'Order placed');", "logger.info('Order placed', { id });"],
    [
      "logger.info({ id, total: order.total }, 'Order %s placed', id);",
      "logger.info('Order {id} placed', { id, total: order.total });",
    ],
    ["logger.error(err, 'Payment failed');", "logger.error('Payment failed', { err });"],
    ["logger.error({ err }, 'Payment failed');", "logger.error('Payment failed', { err });"],
    ['logger.error(err);', "logger.error('Unexpected error', { err });"],
    ["logger.warn('Slow');", "logger.warning('Slow');"],
    ["logger.fatal('Gone');", "logger.critical('Gone');"],
    ["logger.trace('Seen');", "logger.debug('Seen');"],
    ['logger.info(`User ${id} signed in`);', "logger.info('User {id} signed in', { id });"],
    ["logger.info(fields, 'Order placed');", "logger.info('Order placed', fields);"],
    [
      "const c = logger.child({ a: 1 });\nc.warn({ b }, 'x');",
      "const c = logger.child({ a: 1 });\nc.warning('x', { b });",
    ],
    ["logger.child({ a }).child({ b }).fatal('x');", "logger.child({ a }).child({ b }).critical('x');"],
  ])('of pino: %s', (before, after) =>
    f(`${PINO}${before}\n`, `${PINO_AFTER}${after}\n`.replace(/^(import .*)\n(.*)\n/, '$1\n\n$2\n')),
  );

  it.each([
    ["logger.info('Started', { port });", "logger.info('Started', { port });"],
    ["logger.info('Started', meta);", "logger.info('Started', meta);"],
    ["logger.log('warn', 'Slow', { ms });", "logger.warning('Slow', { ms });"],
    ["logger.log({ level: 'error', message: `No ${thing}`, code });", "logger.error('No {thing}', { code, thing });"],
    ["logger.verbose('x');", "logger.debug('x');"],
    ["logger.silly('x'); logger.http('y');", "logger.debug('x'); logger.debug('y');"],
    ["logger.error('Failed', err);", "logger.error('Failed', { err });"],
    ["logger.error('Failed', { error: err.message });", "logger.error('Failed', { err });"],
    ["logger.info('%s placed', id);", "logger.info('{id} placed', { id });"],
  ])('of winston: %s', (before, after) =>
    f(`${WINSTON}${before}\n`, `${PINO_AFTER}${after}\n`.replace(/^(import .*)\n(.*)\n/, '$1\n\n$2\n')),
  );
});

describe('loggers', () => {
  it.each([
    [
      "import pino from 'pino';\nexport const a = pino({ name: 'shop', level: 'warn' });",
      "createLogger({ service: 'shop', level: 'warning' })",
    ],
    [
      "import { pino } from 'pino';\nexport const a = pino({ level: process.env.LOG_LEVEL ?? 'info', timestamp: pino.stdTimeFunctions.isoTime });",
      'createLogger()',
    ],
    [
      "import pino from 'pino';\nexport const a = pino({ name: 'shop', redact: ['*.password', 'req.headers[\"x-api-key\"]'] });",
      "createLogger({ service: 'shop' })",
    ],
    ["import pino from 'pino';\nexport const a = pino({ transport: { target: 'pino-pretty' } });", 'createLogger()'],
    [
      "import winston from 'winston';\nexport const a = winston.createLogger({ level: 'info', format: winston.format.json(), defaultMeta: { service: 'shop' }, transports: [new winston.transports.Console()] });",
      "createLogger({ level: 'info', service: 'shop' })",
    ],
    [
      "import { createLogger, format, transports } from 'winston';\nexport const a = createLogger({ format: format.json(), transports: [new transports.Console()] });",
      'createLogger()',
    ],
    ["import * as winston from 'winston';\nexport const a = winston.createLogger();", 'createLogger()'],
  ])('%s', (before, after) => {
    expect(migrated(before).after).toBe(`import { createLogger } from '@heartwood/log';\n\nexport const a = ${after};`);
  });

  it('in CommonJS', () => {
    expect(
      migrated(
        "'use strict';\nconst fs = require('fs');\nconst pino = require('pino');\nconst logger = pino();\nlogger.warn('x');\nconsole.log('y');\n",
        {},
        'app.cjs',
      ).after,
    ).toBe(
      "'use strict';\nconst fs = require('fs');\nconst { createLogger } = require('@heartwood/log');\nconst { log } = require('./log.js');\nconst logger = createLogger();\nlogger.warning('x');\nlog.info('y');\n",
    );
  });

  it('of another file, and through its index', () => {
    const others = {
      'infra/logger.ts': "import pino from 'pino';\nexport const logger = pino();\n",
      'infra/index.ts': "export * from './logger.js';\n",
    };
    const app =
      "import { logger } from './infra/index.js';\nconst own = logger.child({ module: 'app' });\nown.warn({ a }, 'x');\n";
    expect(migrated(app, others).after).toBe(app.replace("own.warn({ a }, 'x')", "own.warning('x', { a })"));
  });

  it('given by type: members and parameters, whose type changes its home', () => {
    const before = `import type { Logger } from 'pino';
export class Shop {
  constructor(private readonly logger: Logger) {}
  buy(): void { this.logger.warn({ a: 1 }, 'x'); }
}
export const run = (logger: Logger) => logger.fatal('y');
`;
    expect(migrated(before).after).toBe(
      before
        .replace("'pino'", "'@heartwood/log'")
        .replace("warn({ a: 1 }, 'x')", "warning('x', { a: 1 })")
        .replace('fatal', 'critical'),
    );
  });

  it('that are Heartwood’s by now, with calls in the old shape', () => {
    const head = "import { createLogger } from '@heartwood/log';\nconst logger = createLogger();\n";
    expect(
      migrated(`${head}logger.warn('a');\nlogger.info({ b }, 'c');\nlogger.info('d', { e });\nlogger.emit(type, {});\n`)
        .after,
    ).toBe(`${head}logger.warning('a');\nlogger.info('c', { b });\nlogger.info('d', { e });\nlogger.emit(type, {});\n`);
  });
});

describe('imports', () => {
  const f = (before: string, after: string, others: Record<string, string> = {}, file = 'app.ts') =>
    expect(migrated(before, others, file).after).toBe(after);

  it('come behind the others', () =>
    f(
      "import a from 'a';\nimport b from './b.js';\n\nconsole.log('x');\n",
      "import a from 'a';\nimport b from './b.js';\nimport { log } from './log.js';\n\nlog.info('x');\n",
    ));
  it('come below #! and comments', () =>
    f(
      "#!/usr/bin/env node\n// What this is.\nconsole.log('x');\n",
      "#!/usr/bin/env node\n// What this is.\nimport { log } from './log.js';\n\nlog.info('x');\n",
    ));
  it('come once', () =>
    f(
      "import { log } from './log.js';\nlog.info('x');\nconsole.log('y');\n",
      "import { log } from './log.js';\nlog.info('x');\nlog.info('y');\n",
      { 'log.ts': "import { createLogger } from '@heartwood/log';\nexport const log = createLogger();\n" },
    ));
  it('go up the folders', () =>
    f("console.log('x');\n", "import { log } from '../../log.js';\n\nlog.info('x');\n", {}, 'a/b/app.ts'));
  it('end as the others do', () => {
    f(
      "import b from './b';\nconsole.log('x');\n",
      "import b from './b';\nimport { log } from './log';\nlog.info('x');\n",
    );
    f(
      "import b from './b.ts';\nconsole.log('x');\n",
      "import b from './b.ts';\nimport { log } from './log.ts';\nlog.info('x');\n",
    );
  });
  it('get another name when theirs is taken', () =>
    f(
      "const log = [];\nexport const f = () => console.log('x', log);\n",
      "import { log as applicationLog } from './log.js';\n\nconst log = [];\nexport const f = () => applicationLog.info('x', { log });\n",
    ));
  it('are not needed in the file of the logger', () => {
    const head = "import { createLogger } from '@heartwood/log';\nexport const log = createLogger();\n";
    f(`${head}console.log('x');\n`, `${head}log.info('x');\n`, {}, 'log.ts');
  });
  it('of the other library stay while something uses them', () =>
    f(
      "import pino, { stdSerializers } from 'pino';\nexport const a = pino();\nexport const b = stdSerializers;\n",
      "import pino, { stdSerializers } from 'pino';\nimport { createLogger } from '@heartwood/log';\nexport const a = createLogger();\nexport const b = stdSerializers;\n",
    ));
});

describe('what is left, and why', () => {
  it.each([
    ['console.table(rows);', '1: a table is for people at a terminal'],
    ["console.time('x');", '1: measure with performance.now() and log a duration'],
    ['console.log();', '1: it logs nothing'],
    ['console.log(...args);', '1: its arguments are spread'],
    ["console.log('%cbig', 'color: red');", '1: it styles its text with %c'],
    ["console.log('x', /* why */ y);", '1: it has a comment inside'],
    ['run().catch(console.error);', '1: it is given away as a function; write (err) => log.error(…, { err })'],
    [
      "import pino from 'pino';\nconst l = pino({ redact: ['a'] });\nl.warn('x');",
      '2: its option redact names what is not masked by its name: a; give these to redaction.keys, or declare them as pii\n3: its logger, src/app.ts:2, is left',
    ],
    [
      "import pino from 'pino';\nconst l = pino({}, pino.destination('x'));",
      '2: it is given a destination; say it as sinks: [file({ path })]',
    ],
    [
      "import winston from 'winston';\nconst l = winston.createLogger({ transports: [new winston.transports.File({ filename: 'x' })] });",
      '2: it has transports beside the console; say them as sinks',
    ],
    [
      "import { logger } from './vendor/logger.js';\nlogger.warn('x');",
      '2: its logger is made in vendor/logger.ts:2, which is not part of this run',
    ],
    [
      "import pino from 'pino';\nconst l = pino();\nconst c = l.child({}, { level: 'debug' });",
      '3: child takes no options; set levels by name with LOG_LEVELS',
    ],
    [
      "import winston from 'winston';\nconst l = winston.createLogger();\nl.log(level, 'x');",
      '3: its level is not constant',
    ],
  ])('%s', (code, want) => {
    const result = migrated(code, { 'vendor/logger.ts': "import pino from 'pino';\nexport const logger = pino();\n" });
    expect(reasons(result).sort().join('\n')).toBe(want);
  });

  it('is untouched, with everything that is nobody’s', () => {
    const code =
      "const console = make();\nconsole.log('x');\nview.info('x');\nother.log.warn('y');\nfunction f(logger) { logger.warn('z'); }\n";
    expect(migrated(code)).toMatchObject({ after: code, changed: 0, left: [] });
  });
});

describe('whole files', () => {
  const fixtures = new URL('../../test/fixtures/migrate/', import.meta.url);
  const names = readdirSync(fixtures).filter((name) => name.includes('.before.'));

  it.each(names)('%s: formatting and comments stay, and a second run changes nothing', (name) => {
    const extension = name.includes('.js.') ? 'js' : 'ts';
    const file = `app.${extension}`;
    const result = migrated(readFileSync(new URL(name, fixtures), 'utf8'), {}, file);
    expect(result.after).toBe(readFileSync(new URL(name.replace('.before.', '.after.'), fixtures), 'utf8'));
    writeFileSync(join(dir, 'src', file), result.after);
    expect(again(file)).toMatchObject({ after: result.after, changed: 0 });
  });
});
