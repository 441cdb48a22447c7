import { testRule } from '../../test/rule-tester.js';
import { noConsole } from './no-console.js';

const withLog = (code: string): string => `import { log } from './log.js';\n${code}`;
const f = (code: string, output: string) => ({ code: withLog(code), output: withLog(output), errors: ['console'] });
const left = (code: string) => ({ code: withLog(code), errors: ['console'] });

testRule('no-console', noConsole, {
  valid: [
    "log.info('Started');",
    'const console = make(); console.log(1);',
    'function f(console) { console.error(1); }',
    'my.console.log(1);',
    { code: 'console.table(rows);', options: [{ allow: ['table'] }] },
    'console[method](1);',
  ],
  invalid: [
    // Without a logger at hand nothing is changed.
    { code: "console.log('Started');", errors: ['console'] },
    { code: "import { log } from 'pino';\nconsole.log('Started');", errors: ['console'] },
    {
      code: "import { log } from './log.js';\nfunction f(log) { const g = (log) => console.log('x'); }",
      output: "import { log } from './log.js';\nfunction f(log) { const g = (log) => log.info('x'); }",
      errors: ['console'],
    },
    f("console.log('Started');", "log.info('Started');"),
    f("console.info('Started');", "log.info('Started');"),
    f("console.debug('Started');", "log.debug('Started');"),
    f("console.warn('Careful');", "log.warning('Careful');"),
    f("console['error']('Bad');", "log.error('Bad');"),
    f('console.log(`Order ${id} placed`);', "log.info('Order {id} placed', { id });"),
    f("console.log('Order ' + order.id + ' placed');", "log.info('Order {orderId} placed', { orderId: order.id });"),
    f("console.log('Order %s costs %d', id, total);", "log.info('Order {id} costs {total}', { id, total });"),
    f("console.log('100%', done);", "log.info('100%', { done });"),
    f("console.log('100%% of %s', all);", "log.info('100% of {all}', { all });"),
    f("console.error('Failed:', err);", "log.error('Failed', { err });"),
    f('console.error(err);', "log.error('Unexpected error', { err });"),
    f('console.error(`Failed: ${e.message}`);', "log.error('Failed', { err: e });"),
    f("console.log('User', { id, name });", "log.info('User', { id, name });"),
    f('console.log(user);', "log.info('user', { user });"),
    f("console.log('a', 'b', count);", "log.info('a b', { count });"),
    f("console.log('It\\'s \"fine\"');", "log.info('It\\'s \"fine\"');"),
    f("console.log('Wrote', JSON.stringify(body));", "log.info('Wrote', { body });"),
    f("const g = () => console.log('x');", "const g = () => log.info('x');"),
    // Another name for the logger.
    {
      code: "import { logger } from './logger.js';\nconsole.log('x');",
      options: [{ logger: 'logger' }],
      output: "import { logger } from './logger.js';\nlogger.info('x');",
      errors: ['console'],
    },
    left('console.table(rows);'),
    left('console.log();'),
    left('console.log(...args);'),
    left("console.log('%cbig', 'font-size: 40px');"),
    left('promise.catch(console.error);'),
    left("console.log('x' /* why */);"),
    left("console.time('x');"),
  ],
  typescript: {
    valid: [],
    invalid: [
      f('console.log(`User ${user!.id as string}`);', "log.info('User {userId}', { userId: user!.id });"),
      f("console.error('Failed', err as Error);", "log.error('Failed', { err });"),
    ],
  },
});
