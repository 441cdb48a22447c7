import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const packageDir = fileURLToPath(new URL('../..', import.meta.url));

it('outside of a browser the client is there, does nothing, and its entry types are those of the logger', () => {
  const program = `
    import { createBrowserLogger, entryType, f } from '@heartwood/log/browser';
    import { createLogger, memory } from '@heartwood/log';
    const type = entryType('cart.lost', { level: 'warning', message: 'Lost {cart}', fields: { cart: f.id(), pin: f.string() } });
    const page = createBrowserLogger({ url: '/logs' });
    page.child({ a: 1 }).named('b').error('nobody hears it', { err: new Error('x') });
    page.emit(type, { cart: 1, pin: '1234' });
    page.addContext({ tenant: 'acme' });
    const flushed = await page.flush();
    await page.close();
    const captured = memory();
    createLogger({ sinks: [captured] }).emit(type, { cart: 7, pin: '1234' });
    const [{ message, cart, pin }] = captured.entries;
    console.log(JSON.stringify({ flushed, stats: page.stats(), message, cart, pin }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: packageDir,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    flushed: true,
    stats: { entries: 0, sent: 0, dropped: 0, failures: 0 },
    ...{ message: 'Lost 7', cart: '7', pin: '[secret]' },
  });
});
