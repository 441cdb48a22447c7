import { testRule } from '../../test/rule-tester.js';
import { noInterpolatedMessage } from './no-interpolated-message.js';

const withLog = (code: string): string => `import { log } from './log.js';\n${code}`;
const f = (code: string, output: string) => ({
  code: withLog(code),
  output: withLog(output),
  errors: ['interpolated'],
});
const left = (code: string, id = 'interpolated') => ({ code: withLog(code), errors: [id] });

testRule('no-interpolated-message', noInterpolatedMessage, {
  valid: [
    withLog("log.info('Cache warmed', { keys });"),
    withLog('log.info(`Cache warmed`);'),
    withLog("log.info('Cache ' + 'warmed');"),
    withLog('log.emit(cacheWarmed, { note: `took ${ms} ms` });'),
    withLog("log.child({ path: `/${a}` }).info('x');"),
    // Not loggers of ours.
    'Math.log(`${a}`);',
    "import pino from 'pino';\nconst log = pino();\nlog.info(`User ${id}`);",
    "const log = require('winston');\nlog.info(`User ${id}`);",
    'view.info(`User ${id}`);',
    "import { entryType } from '@heartwood/log';\nentryType('a.b', { message: 'User {id}' });",
    "import { entryType } from './types.js';\nentryType(`a.${b}`, { message: `User ${id}` });",
    'log.info(`User ${id}`);',
  ],
  invalid: [
    f('log.info(`User ${id} signed in`);', "log.info('User {id} signed in', { id });"),
    f("log.info('User ' + user.id + ' signed in');", "log.info('User {userId} signed in', { userId: user.id });"),
    f('log.error(`Failed: ${err.message}`);', "log.error('Failed', { err });"),
    f('log.error(`Failed: ${err}`, { err });', "log.error('Failed', { err });"),
    f('log.warning(`Took ${ms} ms`, { path });', "log.warning('Took {ms} ms', { path, ms });"),
    f('log.info(`${a.id} and ${b.id}`);', "log.info('{aId} and {bId}', { aId: a.id, bId: b.id });"),
    f('log.info(`${x} and ${x}`);', "log.info('{x} and {x}', { x });"),
    f('log.info(`${f(1)} and ${f(2)}`);', "log.info('{f} and {f2}', { f: f(1), f2: f(2) });"),
    f('log.info(`Total ${total.toFixed(2)}`);', "log.info('Total {total}', { total });"),
    f('log.info(`New ${total}`, { total: 3 });', "log.info('New {total2}', { total: 3, total2: total });"),
    f("log.info(`'${name}'`);", "log.info('\\'{name}\\'', { name });"),
    {
      code: "import { createLogger } from '@heartwood/log';\nconst journal = createLogger({});\njournal.named('a').info(`x ${y}`);",
      output:
        "import { createLogger } from '@heartwood/log';\nconst journal = createLogger({});\njournal.named('a').info('x {y}', { y });",
      errors: ['interpolated'],
    },
    {
      code: 'class A { run() { this.logger.info(`x ${this.y}`); } }',
      output: "class A { run() { this.logger.info('x {y}', { y: this.y }); } }",
      errors: ['interpolated'],
    },
    {
      code: 'function f(log) { log.debug(`x ${y}`); }',
      output: "function f(log) { log.debug('x {y}', { y }); }",
      errors: ['interpolated'],
    },
    left('log.info(`x ${y}`, meta);'),
    left('log.info(`x ${y}`, { ...meta });'),
    left('log.info(`x ${y}`, { get z() { return 1; } });'),
    left('log.info(`x ${y /* why */}`);'),
    left('log?.info(`x ${y}`);'),
    left('log.info(message);', 'dynamic'),
    left('log.info(describe(x));', 'dynamic'),
    left('log.info(ok ? "yes" : "no");', 'dynamic'),
    {
      code: "import { entryType as declare } from '@heartwood/log';\ndeclare(`a.${b}`, { message: 'x ' + y });",
      errors: ['declaration', 'declaration'],
    },
  ],
  typescript: {
    valid: ["const log = make() as Logger;\nlog.info('x' as const);"],
    invalid: [
      {
        code: 'class A { constructor(private readonly log: Logger) {} run(a: string) { this.log.info(`x ${a!}`); } }',
        output:
          "class A { constructor(private readonly log: Logger) {} run(a: string) { this.log.info('x {a}', { a }); } }",
        errors: ['interpolated'],
      },
    ],
  },
});
