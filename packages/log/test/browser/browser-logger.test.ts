import { describe, expect, it } from 'vitest';
import { setStage } from './stage.js';

const stage = setStage();

describe('an entry', () => {
  it('tells page, browser, system, release and session, and carries the ids and the user of its requests', async () => {
    const head = `<meta name="traceparent" content="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01">
      <meta name="request-id" content="r_page">`;
    const url = stage.site.page('facts', {
      options: "context: { tenant: 'acme' }",
      script: "log.named('cart').child({ step: 3 }).warning('Cart is slow', { took_ms: 812, password: 'x-canary' });",
      head,
    });
    await stage.open(`${url}?token=x-canary#x-canary`);
    await stage.arrived('facts', 1);
    const [entry] = stage.site.entries('facts');
    expect(entry).toMatchObject({
      ...{ level: 'WARNING', message: 'Cart is slow', event: 'log.message', logger: 'browser.cart', service: 'shop' },
      ...{ source: 'browser', app: 'shop-web', page: url, language: 'en-GB', viewport: '1280x720' },
      ...{ browser: expect.stringMatching(/Chrome \d+/), os: 'Linux', tab: expect.stringMatching(/^[0-9a-f]{32}$/) },
      ...{ tenant: 'acme', step: 3, took_ms: 812, password: '[secret]' },
      ...{ trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', request_id: 'r_page', correlation_id: 'r_page' },
      ...{ user_id: 'u_7', client_ip: expect.any(String), user_agent: expect.stringContaining('Mozilla') },
      browser_time: expect.stringMatching(/^\d{4}-/),
    });
    expect(entry).not.toHaveProperty('clock_skew_ms');
    expect(stage.site.bodies('facts').join()).not.toContain('x-canary');
  });

  it('of a declared type sends no secret and no personal value', async () => {
    const script = `log.emit(paymentStuck, {
      step: 'confirm', email: 'kim@mail.example', card: '4111111111111111', extra: 'x-canary', err: new TypeError('no answer') });`;
    await stage.open(stage.site.page('typed', { script }));
    await stage.arrived('typed', 1);
    expect(stage.site.entries('typed')[0]).toMatchObject({
      ...{ event: 'payment.stuck', message: 'Payment of [pii] stuck at confirm', level: 'WARNING' },
      ...{ step: 'confirm', attempts: 1, email: '[pii]', card: '[secret]', source: 'browser' },
      error: { type: 'TypeError', message: 'no answer', stack: expect.stringContaining('/typed.js:') },
    });
    expect(stage.site.bodies('typed').join()).not.toMatch(/kim@|4111|x-canary/);
  });

  it('never throws and never fails for a value', async () => {
    const script = `
      const cyclic = {}; cyclic.self = cyclic;
      let deep = {}; for (let i = 0; i < 20000; i++) deep = { deep };
      log.warning('odd', { cyclic, deep, big: 10n, nan: NaN, fn() {}, symbol: Symbol('s'), window, body: document.body,
        get broken() { throw new Error('no') }, map: new Map([['k', 1]]), at: new Date(0), bytes: new Uint8Array(9) });
      log.error(undefined, { err: { toString() { throw 1 } } });
      log.error(new Error('as message'));
      log.emit(undefined, {});
      log.emit(paymentStuck, { get step() { throw new Error('no') } });
      log.critical('x'.repeat(1e6), { long: 'y'.repeat(1e6), many: Array(1e5).fill('z'.repeat(100)) });
      log.debug('off'); log.info('off');`;
    await stage.open(stage.site.page('odd', { script }));
    await stage.arrived('odd', 5);
    const [odd] = stage.site.entries('odd');
    expect(odd).toMatchObject({ message: 'odd', big: '10', nan: 'NaN', map: { k: 1 }, at: '1970-01-01T00:00:00.000Z' });
  });
});

describe('an error', () => {
  it('is found wherever it is given', async () => {
    const script = `
      log.error('as err', { err: new TypeError('one') });
      log.error('as error', { error: new TypeError('two') });
      log.error(new TypeError('three'));
      log.error('no error', { error: 'four' });
      log.error('not an Error', { err: 'five' });`;
    await stage.open(stage.site.page('given', { script }));
    await stage.arrived('given', 5);
    const [one, two, three, four, five] = stage.site.entries('given');
    expect(one).toMatchObject({ message: 'as err', error: { type: 'TypeError', message: 'one' } });
    expect(two).toMatchObject({ message: 'as error', error: { type: 'TypeError', message: 'two' } });
    expect(three).toMatchObject({ message: 'three', error: { stack: expect.stringContaining('/given.js:') } });
    expect(four).toMatchObject({ message: 'no error', field_error: 'four' });
    expect(five).toMatchObject({ error: { message: 'five' } });
  });
});

describe('what nobody caught', () => {
  it('is logged with its stack, its causes, and whatever it is', async () => {
    const script = `
      const later = (run) => setTimeout(run);
      later(() => { throw new TypeError('cart is gone', { cause: new RangeError('too many', { cause: 'disk' }) }) });
      later(() => { throw 'out of paper' });
      later(() => Promise.reject(new AggregateError([new Error('first'), new Error('second')], 'all failed')));
      later(() => Promise.reject({ code: 'E17' }));
      later(() => Promise.reject());`;
    await stage.open(stage.site.page('uncaught', { script }));
    await stage.arrived('uncaught', 5);
    const [error, text, aggregate, object, nothing] = stage.site.entries('uncaught');
    expect(error).toMatchObject({
      ...{ event: 'browser.uncaught_error', level: 'ERROR', message: 'Uncaught TypeError: cart is gone' },
      ...{ script: expect.stringContaining('/uncaught.js'), line: expect.any(Number), column: expect.any(Number) },
      error: {
        ...{ type: 'TypeError', message: 'cart is gone', stack: expect.stringContaining('/uncaught.js:') },
        causes: [{ type: 'RangeError', message: 'too many' }, { message: 'disk' }],
      },
    });
    expect(text).toMatchObject({ message: 'Uncaught out of paper', error: { message: 'out of paper' } });
    expect(aggregate).toMatchObject({
      ...{ event: 'browser.unhandled_rejection', message: 'Unhandled rejection: all failed' },
      error: { type: 'AggregateError', causes: [{ message: 'first' }, { message: 'second' }] },
    });
    expect(object).toMatchObject({ error: { code: 'E17' } });
    expect(nothing).toMatchObject({ message: 'Unhandled rejection: undefined' });
  });

  it('and what could not be loaded, and the console, when asked for', async () => {
    const script = `
      document.body.append(Object.assign(document.createElement('img'), { src: '/gone.png?token=x-canary' }));
      console.error('Login failed', new Error('no answer'), { user: 'u_7', password: 'x-canary' });
      console.warn('deprecated'); console.log('not this');`;
    const page = await stage.session.newPage();
    const printed: string[] = [];
    page.on('console', (message) => printed.push(message.text()));
    await page.goto(stage.site.page('asked', { script, options: 'capture: { resources: true, console: true }' }));
    await stage.arrived('asked', 3);
    const byMessage = (start: string) => stage.site.entries('asked').find(({ message }) => message.startsWith(start));
    expect(byMessage('Could not load')).toMatchObject({
      event: 'browser.resource_failed',
      level: 'WARNING',
      element: 'img',
    });
    expect(byMessage('Login failed')).toMatchObject({
      ...{ level: 'ERROR', logger: 'browser.console', console: 'error' },
      ...{ error: { message: 'no answer' }, arguments: [{ user: 'u_7', password: '[secret]' }] },
    });
    expect(byMessage('deprecated')).toMatchObject({ level: 'WARNING', console: 'warn' });
    expect(printed.join()).toMatch(/Login failed.*deprecated/s);
    expect(stage.site.bodies('asked').join()).not.toContain('x-canary');
  });

  it('is left alone when not asked for, and after close', async () => {
    const script = `
      const fetchBefore = fetch, warnBefore = console.warn;
      await log.close();
      globalThis.restored = fetchBefore !== fetch && warnBefore !== console.warn;
      setTimeout(() => { throw new Error('too late') });
      await new Promise((done) => addEventListener('error', done));
      await log.flush();`;
    const options = 'propagate: true, capture: { console: true }';
    const page = await stage.open(stage.site.page('closed', { script, options }));
    expect(await page.evaluate('restored')).toBe(true);
    const quiet = 'capture: { errors: false }, flushAfterMs: 1';
    const other = `setTimeout(() => { throw new Error('not mine') });
      await new Promise((done) => addEventListener('error', done));
      log.warning('mine');`;
    await stage.open(stage.site.page('quiet', { script: other, options: quiet }));
    await stage.arrived('quiet', 1);
    expect(stage.site.entries('closed')).toEqual([]);
  });
});

describe('limits', () => {
  it('repeats are counted in one entry; what is over the limit is counted and told', async () => {
    const script = `
      for (let i = 0; i < 500; i++) log.warning('again');
      for (let i = 0; i < 20; i++) log.warning('different', { i });
      await log.flush();
      globalThis.stats = log.stats();`;
    const page = await stage.open(stage.site.page('limits', { script, options: 'maxPerMinute: 5' }));
    await stage.arrived('limits', 6);
    expect(stage.site.entries('limits')[0]).toMatchObject({ message: 'again', repeated: 500 });
    expect(stage.site.entries('limits').at(-1)).toMatchObject({ event: 'browser.entries_dropped', count: 16 });
    expect(await page.evaluate('stats')).toEqual({ entries: 5, sent: 5, dropped: 16, failures: 0 });
  });

  it('a tab that is not in the sample sends nothing below error, and stays out of it after a reload', async () => {
    const script = "log.warning('warning'); log.error('error');";
    const url = stage.site.page('sampled', { script, options: 'sampleRate: 0, flushAfterMs: 1' });
    const page = await stage.open(url);
    await page.reload();
    await stage.arrived('sampled', 2);
    const half = "sampleRate: 0.5, flushAfterMs: 1, level: 'info'";
    const tab = await stage.open(stage.site.page('half', { script: "log.info('one');", options: half }));
    for (let reloads = 0; reloads < 3; reloads++) await tab.reload();
    const inSample =
      Number.parseInt(String(await tab.evaluate("sessionStorage['heartwood.tab']")).slice(0, 8), 16) < 2 ** 31;
    await stage.arrived('half', inSample ? 4 : 0);
    for (const entry of stage.site.entries('half')) expect(entry.sample_rate).toBe(0.5);
    expect(stage.site.entries('sampled').map(({ message }) => message)).toEqual(['error', 'error']);
  });

  it('a filter, and texts as the options say', async () => {
    const options =
      "filter: ({ message }) => !message.includes('noise'), scrub: (text) => text.replace('Kim', '[name]')";
    const script = "log.warning('noise'); log.warning('Kim left', { by: 'Kim' });";
    await stage.open(stage.site.page('filtered', { script, options }));
    await stage.arrived('filtered', 1);
    expect(stage.site.entries('filtered')[0]).toMatchObject({ message: '[name] left', by: '[name]' });
  });
});

describe('propagation', () => {
  it('gives calls to the own origin the ids of the page, and no others', async () => {
    const head = `<meta name="traceparent" content="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01">`;
    const script = `
      const other = location.href.replace('localhost', '127.0.0.1').replace('/propagating', '/other');
      await fetch('/api?n=1');
      await fetch(new Request('/api?n=2', { headers: { 'x-request-id': 'mine', accept: 'text/x' } }));
      await fetch(new URL('/api?n=3', location.href), { method: 'POST', body: 'b', headers: [['traceparent', 'own']] });
      await fetch(other, { mode: 'no-cors' });
      await fetch('http://[', {}).catch(() => {});
      log.warning('from the page');`;
    await stage.open(stage.site.page('propagating', { script, head, options: 'propagate: true' }));
    await stage.arrived('propagating', 1);
    const [entry] = stage.site.entries('propagating');
    const [one, two, three] = stage.site.requests('/api');
    expect(one).toMatchObject({
      traceparent: expect.stringMatching(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/),
      'x-request-id': expect.stringMatching(/^[0-9a-f]{32}$/),
      'x-correlation-id': entry?.correlation_id,
    });
    expect(one?.['x-request-id']).not.toBe(three?.['x-request-id']);
    expect(two).toMatchObject({ 'x-request-id': 'mine', accept: 'text/x', 'x-correlation-id': entry?.correlation_id });
    expect(three).toMatchObject({ traceparent: 'own', 'content-length': '1' });
    const [other] = stage.site.requests('/other');
    expect(other).not.toHaveProperty('traceparent');
    expect(entry).toMatchObject({ trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', span_id: '00f067aa0ba902b7' });
  });
});

describe('surroundings', () => {
  it('a strict content security policy is kept to', async () => {
    const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";
    const script = `
      globalThis.violations = [];
      addEventListener('securitypolicyviolation', ({ violatedDirective }) => violations.push(violatedDirective));
      log.emit(paymentStuck, { step: 'one' });
      await log.flush();`;
    const headers = { 'content-security-policy': policy };
    const page = await stage.open(stage.site.page('policy', { script, headers, options: 'propagate: true' }));
    await stage.arrived('policy', 1);
    expect(await page.evaluate('violations')).toEqual([]);
  });

  it('a worker logs, and what nobody caught in it', async () => {
    const worker = stage.site.page('worker', {
      script: "log.warning('from a worker'); setTimeout(() => { throw new Error('in a worker') });",
    });
    const script = `new Worker('${new URL(worker).pathname}.js', { type: 'module' });`;
    await stage.open(stage.site.page('employer', { script }));
    await stage.arrived('worker', 2);
    expect(stage.site.entries('worker')[1]).toMatchObject({
      event: 'browser.uncaught_error',
      error: { message: 'in a worker' },
    });
  });

  it('a page in which everything fails is not harmed', async () => {
    const head = `<script>
      Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } });
      Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('blocked') } });
      navigator.sendBeacon = () => { throw new Error('blocked') };
      window.fetch = () => { throw new Error('blocked') };
      window.thrown = [];
      addEventListener('error', ({ message }) => thrown.push(message));
      addEventListener('unhandledrejection', ({ reason }) => thrown.push(String(reason)));
    </script>`;
    const options = "filter() { throw new Error('filter') }, capture: { console: true }, propagate: true";
    const script = `
      log.error('one'); console.error('two'); log.emit(paymentStuck, { step: 's' });
      dispatchEvent(new Event('pagehide'));
      globalThis.flushed = await log.flush();
      await fetch('/x').catch(() => {});
      globalThis.stats = log.stats();`;
    const harmed = stage.site.page('harmed', {
      head,
      script: script.replace("await fetch('/x').catch(() => {});", ''),
      options,
    });
    const page = await stage.open(harmed);
    expect(await page.evaluate('thrown')).toEqual([]);
    expect(await page.evaluate('stats.failures')).toBe(3);
    expect(await page.evaluate('stats.sent')).toBe(0);
    expect(stage.site.entries('harmed')).toEqual([]);
  });
});
