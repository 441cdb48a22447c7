import { testRule } from '../../test/rule-tester.js';
import { noSecretFields } from './no-secret-fields.js';

const withLog = (code: string): string =>
  `import { addContext, entryType, f, withContext } from '@heartwood/log';\nimport { log } from './log.js';\n${code}`;
const f = (code: string, ...errors: string[]) => ({ code: withLog(code), errors });

testRule('no-secret-fields', noSecretFields, {
  valid: [
    withLog("log.info('Signed in', { user, token_count: 3 });"),
    withLog("log.info('Signed in', { monkey, author });"),
    // Declared types redact by class.
    withLog('log.emit(loginFailed, { user, password });'),
    withLog('log.emit(loginFailed, { user, password: input.password });'),
    withLog("log.info('Signed in', { digest: hash(password), length: password.length });"),
    withLog("entryType('a.b', { fields: { password: f.string(), token: f.string({ class: 'secret' }) } });"),
    withLog("entryType('a.b', { fields: { user: f.string({ class: 'public' }) } });"),
    withLog("entryType('a.b', { fields: { iban: f.string({ class: 'sensitive', strategy: 'encrypt' }) } });"),
    withLog("entryType('a.b', { fields: f.schema(order, { classes: { email: 'pii', token: 'secret' } }) });"),
    withLog("entryType('a.b', { fields: f.schema(a, { classes: { iban: 'pii' }, strategies: { iban: 'mask' } }) });"),
    "other.info('x', { password });",
    "import pino from 'pino';\nconst log = pino();\nlog.info('x', { password });",
    withLog('withContext({ request_id: id }, () => 1);'),
    withLog("log.info('Password changed');"),
  ],
  invalid: [
    f("log.info('x', { password });", 'field'),
    f("log.info('x', { 'X-Api-Key': a, clientSecret: b });", 'field', 'field'),
    f("log.info('x', { user: { name, password: p } });", 'field'),
    f("const data = { token };\nlog.info('x', data);", 'field'),
    f("log.child({ apiKey }).info('x');", 'field'),
    f('addContext({ token });', 'field'),
    f('withContext({ session: { cookie } }, run);', 'field'),
    f("log.info('x', { note: user.password });", 'value'),
    f("log.info('x', { note: password ?? 'none' });", 'value'),
    f('log.info("x", { note: `p=${password}` });', 'value'),
    f('log.emit(type, { note: apiKey });', 'value'),
    f('log.audit(type, { note: apiKey });', 'value'),
    f('log.info(`Password ${password}`);', 'message'),
    f("log.info('Token ' + user.token + '!');", 'message'),
    f("entryType('a.b', { fields: { password: f.string({ class: 'public' }) } });", 'declared'),
    f("const fields = { token: f.string({ class: 'internal' }) };\nentryType('a.b', { fields });", 'declared'),
    f("entryType('a.b', { fields: f.schema(order, { classes: { token: 'internal' } }) });", 'declared'),
    f("entryType('a.b', { fields: { ...f.schema(order, { classes: { 'iban': 'pii' } }) } });", 'declared'),
  ],
  typescript: { valid: [], invalid: [f("log.info('x', { password: p as string } satisfies object);", 'field')] },
});
