import { testRule } from '../../test/rule-tester.js';
import { requireErrorCause } from './require-error-cause.js';

const caught = (body: string): string => `import { log } from './log.js';\ntry { run(); } catch (err) { ${body} }`;
const f = (body: string, output: string, id = 'cause') => ({
  code: caught(body),
  output: caught(output),
  errors: [id],
});
const left = (body: string, id = 'cause') => ({ code: caught(body), errors: [id] });

testRule('require-error-cause', requireErrorCause, {
  valid: [
    caught("throw new Error('x', { cause: err });"),
    caught('throw err;'),
    caught("throw new AppError('x', err);"),
    caught('throw new AppError({ inner: err });'),
    caught("throw new Error('x', { cause: wrap(err) });"),
    caught("throw new Error('x', options);"),
    caught("later(() => { throw new Error('x'); });"),
    "throw new Error('x');",
    'try { run(); } catch { throw new HttpError(404); }',
    'try { run(); } catch ({ message }) { throw new Error(message); }',
    caught("log.error('x', { err });"),
    caught("log.error('x', { error: err, text: err.message });"),
    caught("other.error('x', { err: err.message });"),
  ],
  invalid: [
    f("throw new Error('x');", "throw new Error('x', { cause: err });"),
    f('throw new TypeError(`x ${err.message}`);', 'throw new TypeError(`x ${err.message}`, { cause: err });'),
    f("throw new Error('x', {});", "throw new Error('x', { cause: err });"),
    f("throw new Error('x', { code: 1 });", "throw new Error('x', { code: 1, cause: err });"),
    f("if (a) { throw new Error('x'); }", "if (a) { throw new Error('x', { cause: err }); }"),
    {
      code: "try { run(); } catch (cause) { throw new Error('x'); }",
      output: "try { run(); } catch (cause) { throw new Error('x', { cause }); }",
      errors: ['cause'],
    },
    left('throw new Error();'),
    left("throw new AppError('x');"),
    { code: "try { run(); } catch { throw new Error('x'); }", errors: ['unbound'] },
    f("log.error('x', { err: err.message });", "log.error('x', { err });", 'text'),
    f("log.error('x', { error: String(err) });", "log.error('x', { error: err });", 'text'),
    f('log.emit(failed, { err: err.stack });', 'log.emit(failed, { err });', 'text'),
  ],
});
