import { testRule } from '../../test/rule-tester.js';
import { noSwallowedError } from './no-swallowed-error.js';

const withLog = (code: string): string => `import { log } from './log.js';\n${code}`;
const f = (code: string, ...errors: string[]) => ({ code: withLog(code), errors });

testRule('no-swallowed-error', noSwallowedError, {
  valid: [
    withLog("try { run(); } catch (err) { log.error('Failed', { err }); }"),
    'try { run(); } catch (err) { throw err; }',
    "try { run(); } catch { throw new Error('x'); }",
    'try { run(); } catch (err) { return handle(err); }'.replace('return ', ''),
    'try { run(); } catch (err) { failures.push(err); }',
    'function f() { try { return JSON.parse(x); } catch { return undefined; } }',
    'let ok; try { run(); ok = true; } catch { ok = false; }',
    'for (const x of xs) { try { run(x); } catch { continue; } }',
    'try { run(); } catch { failed++; }',
    'try { run(); } catch { /* the file need not exist */ }',
    'try { run(); } catch (err) {\n  // the file need not exist\n}',
    'run().catch((err) => handle(err));',
    'run().catch(() => fallback);',
    'run().catch(handle);',
    'run().then(done, (err) => { throw err; });',
    'run().catch(({ message }) => show(message));',
    'cursor.catch;',
  ],
  invalid: [
    f('try { run(); } catch {}', 'swallowed'),
    f('try { run(); } catch (err) {}', 'swallowed'),
    f('function f() { try { run(); } catch (err) { return undefined; } }', 'swallowed'),
    f("try { run(); } catch (err) { log.error('Failed'); }", 'logged'),
    f("try { run(); } catch { log.warning('Failed', { path }); }", 'logged'),
    f('run().catch(() => {});', 'swallowed'),
    f('run().catch(() => undefined);', 'swallowed'),
    f('run().catch(function (err) {});', 'swallowed'),
    f('run().then(done, () => null);', 'swallowed'),
    f("run().catch(() => log.error('Failed'));", 'logged'),
    f('try { run(); } catch (err) { setTimeout(() => { throw new Error("x"); }); }', 'swallowed'),
    { code: 'try { run(); } catch { /* fine */ }', options: [{ comments: false }], errors: ['swallowed'] },
  ],
  typescript: { valid: ['try { run(); } catch (err: unknown) { handle(err as Error); }'], invalid: [] },
});
