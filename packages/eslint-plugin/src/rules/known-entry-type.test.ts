import { testRule } from '../../test/rule-tester.js';
import { knownEntryType } from './known-entry-type.js';

const lib = "import { atLevel, entryType } from '@heartwood/log';\n";
const withLog = (code: string): string => `${lib}import { log } from './log.js';\n${code}`;
const f = (code: string, ...errors: string[]) => ({ code: withLog(code), errors });

testRule('known-entry-type', knownEntryType, {
  valid: [
    withLog("const started = entryType('app.started', { level: 'info', message: 'x' });\nlog.emit(started);"),
    withLog("export const a = entryType('a', {});\nconst b = atLevel(a, 'error');\nlog.emit(bad ? b : a);"),
    "import { started } from './entries.js';\nimport { log } from './log.js';\nlog.emit(started);",
    "import * as entries from './entries.js';\nimport { log } from './log.js';\nlog.emit(entries.started);",
    // A wrapper forwards what it is given.
    withLog('const note = (type, values) => log.emit(type, values);'),
    // A family of types: the name is the caller's.
    withLog("const auditType = (name) => entryType(name, { level: 'info', stream: 'audit', message: 'x' });"),
    withLog('log.emit(byStatus(500));'),
    // Other emitters.
    "const emitter = new EventEmitter();\nemitter.emit('data', 1);",
    "import { entryType } from './own.js';\nfunction f() { entryType(name); }",
    withLog("log.info('free');"),
    withLog("log.audit({ action: 'report.print' });"),
    {
      code: withLog("entryType('a', {});"),
      options: [{ declareIn: ['/entries/'] }],
      filename: '/app/src/entries/a.js',
    },
    { code: withLog("log.info('free');"), options: [{ freeForm: true }] },
  ],
  invalid: [
    f("log.emit(entryType('a', {}));", 'inline'),
    f("function run() { const a = entryType('a', {}); log.emit(a); }", 'nested'),
    f("const a = () => entryType('a', {});", 'nested'),
    f('const a = entryType(NAME, {});', 'name'),
    f('const a = entryType(`a.${b}`, {});', 'name'),
    f("log.emit('app.started');", 'text'),
    {
      code: "import { createBrowserLogger } from '@heartwood/log/browser';\nconst page = createBrowserLogger();\npage.emit('app.started');",
      errors: ['text'],
    },
    f("log.emit({ name: 'app.started' });", 'unknown'),
    f("const started = { name: 'app.started' };\nlog.emit(started);", 'unknown'),
    f('log.emit(entryType);', 'unknown'),
    f('log.emit(missing, {});', 'undeclared'),
    f("log.audit('door.opened', {});", 'text'),
    f('log.security(missing);', 'undeclared'),
    f("log.emit(bad ? missing : 'x');", 'undeclared', 'text'),
    f('try { run(); } catch (err) { log.emit(err); }', 'unknown'),
    {
      code: withLog("entryType('a', {});"),
      options: [{ declareIn: ['/entries/'] }],
      filename: '/app/src/a.js',
      errors: ['elsewhere'],
    },
    { code: withLog("log.info('free');"), options: [{ freeForm: false }], errors: ['freeForm'] },
    {
      code: "import * as hw from '@heartwood/log';\nfunction run(log) { log.emit(hw.entryType('a', {})); }",
      errors: ['inline'],
    },
  ],
});
