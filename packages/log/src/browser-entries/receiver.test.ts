import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withContext } from '../context/context.js';
import { entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import type { BrowserEntriesOptions } from './options.js';
import { BrowserReceiver, type Sender } from './receiver.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const TAB = 'a'.repeat(32);

const paymentStuck = entryType('payment.stuck', {
  level: 'critical',
  message: 'Payment of {email} stuck at {step}',
  fields: {
    ...{ step: f.string(), duration_ms: f.standard({ optional: true }), user_id: f.standard({ optional: true }) },
    ...{ email: f.string({ class: 'pii', optional: true }), card: f.string({ class: 'secret', optional: true }) },
    ...{ cause: f.error({ optional: true }), tenant: f.string({ optional: true }) },
  },
});

const sender: Sender = {
  ...{ method: 'POST', origin: 'https://shop.example', fetchSite: 'same-origin', host: 'shop.example' },
  ...{ length: 100, ip: '192.0.2.7', userAgent: { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0' } },
};

function receive(options: Partial<BrowserEntriesOptions> = {}) {
  const captured = memory();
  const log = createLogger({ service: 'shop', level: 'debug', env: {}, handleExit: false, sinks: [captured] });
  const clock = { now: NOW };
  const receiver = new BrowserReceiver({ log, types: [paymentStuck], ...options }, () => clock.now);
  let id = 0;
  const entry = (of: object = {}) => ({
    ...{ id: (++id).toString(16).padStart(32, '0'), time: NOW - 1_000, level: 'warning', message: 'Cart is slow' },
    ...of,
  });
  const batch = (entries: readonly unknown[], of: object = {}) =>
    JSON.stringify({ format: 1, sent_at: NOW, tab: TAB, entries, ...of });
  /** Writes one entry and gives it as it was written. */
  const written = (of: object, from: object = {}) => {
    captured.clear();
    expect(receiver.take(batch([entry(of)], from), sender).status).toBe(204);
    return captured.entries[0] ?? {};
  };
  return { receiver, captured, clock, entry, batch, written };
}

describe('an entry', () => {
  it("is written as a browser's, with the facts of its page and its request", () => {
    const { written } = receive();
    const facts = { app: 'shop-web', release: '1.4.0', language: 'en-GB', viewport: '800x600' };
    const page = 'https://kim:pw@shop.example/cart?token=9f8a7b6c5d4e3f2a1b0c&page=2';
    const ids = { trace_id: '4'.repeat(32), span_id: '5'.repeat(16), request_id: 'r_1', correlation_id: 'c_1' };
    expect(written({ page, repeated: 3, logger: 'cart', ...ids, fields: { step: 3 } }, facts)).toMatchObject({
      ...{ level: 'WARNING', message: 'Cart is slow', event: 'log.message', logger: 'browser.cart', source: 'browser' },
      ...{ ...facts, ...ids, tab: TAB, repeated: 3, step: 3, browser: 'Firefox 140', os: 'Linux' },
      ...{ page: 'https://shop.example/cart?token=[secret_assignment]&page=2', client_ip: '192.0.2.7' },
      browser_time: '2026-03-01T11:59:59.000Z',
    });
  });

  it('has the context of its request, but the ids of its page', () => {
    const { written } = receive();
    withContext({ request_id: 'r_beacon', user_id: 'u_7', session_id: 's_1', tenant: 'acme' }, () => {
      const forged = { user_id: 'u_1', session_id: 's_2', tenant: 'other', client_ip: '6.6.6.6', source: 'backend' };
      const entry = written({ request_id: 'r_page', fields: forged });
      expect(entry).toMatchObject({ request_id: 'r_page', user_id: 'u_7', session_id: 's_1', tenant: 'acme' });
      expect(entry).toMatchObject({
        client_ip: '192.0.2.7',
        source: 'browser',
        field_user_id: 'u_1',
        field_tenant: 'other',
      });
      const typed = written({ event: 'payment.stuck', fields: { ...forged, step: 'one', duration_ms: 7 } });
      expect(typed).toMatchObject({
        user_id: 'u_7',
        tenant: 'acme',
        step: 'one',
        duration_ms: 7,
        field_user_id: 'u_1',
      });
      expect(written({})).toMatchObject({ request_id: 'r_beacon' });
    });
  });

  it('of a type that is listed is written as declared', () => {
    const { written } = receive();
    const error = {
      type: 'TypeError',
      message: 'no',
      stack: 'TypeError: no\n    at f (a.js:1:2)',
      causes: [{ message: 'why' }, {}],
    };
    const fields = { step: 'one', email: 'kim@mail.example', card: '4111111111111111', more: 1 };
    expect(written({ event: 'payment.stuck', fields, error, message: 'forged' })).toMatchObject({
      ...{ event: 'payment.stuck', level: 'CRITICAL', message: 'Payment of [pii] stuck at one', more: 1 },
      ...{ email: 'kim@mail.example', card: '[secret]', logger: 'browser', source: 'browser' },
      error: { ...error, causes: [{ message: 'why' }, { message: '' }] },
    });
  });

  it.each([
    [
      'a type that is not listed',
      { event: 'audit.access_granted' },
      { event: 'log.message', claimed_event: 'audit.access_granted' },
    ],
    ['a level that wakes somebody', { level: 'critical' }, { level: 'ERROR' }],
    [
      'reserved names',
      { fields: { level: 'x', event: 'y', audit: { a: 1 }, service: 'z' } },
      { field_level: 'x', field_audit: { a: 1 }, service: 'shop' },
    ],
    [
      'secret names',
      { fields: { password: 'x', deep: { api_key: 'y' } } },
      { password: '[secret]', deep: { api_key: '[secret]' } },
    ],
    [
      'secrets in texts',
      { message: 'card 4111 1111 1111 1111', fields: { t: 'card 4111 1111 1111 1111' } },
      { message: 'card [card]', t: 'card [card]' },
    ],
    ['lines and colours', { message: 'a\nERROR b\u001b[31m\u202ec' }, { message: 'a ERROR b [31m c' }],
    [
      'an error that is a field',
      { fields: { err: { message: 'x' }, error: { message: 'y' } } },
      { field_err: { message: 'x' }, field_error: { message: 'y' } },
    ],
    [
      'prototypes',
      { fields: JSON.parse('{"__proto__":{"a":1},"constructor":2,"toString":3}') },
      { constructor: 2, toString: 3 },
    ],
    [
      'names that are no names',
      { fields: { 'a b': 1, '': 2, ä: 3, $: 4, ok: 5, [`x${'y'.repeat(99)}`]: 6 } },
      { ok: 5 },
    ],
    [
      'an address of another kind',
      { page: 'javascript:alert(1)', repeated: 1, sample_rate: 7 },
      { message: 'Cart is slow' },
    ],
    [
      'ids that are none',
      { trace_id: 'x', span_id: '0'.repeat(16), request_id: 'a b', correlation_id: 'x'.repeat(129) },
      {},
    ],
    ['a time of another age', { time: 8e12 }, { browser_time: '2026-03-01T12:00:00.000Z' }],
  ])('%s', (_, of, expected) => {
    const { written } = receive();
    const entry = written(of);
    expect(entry).toMatchObject(expected);
    for (const name of ['__proto__', 'a b', '', 'ä', '$', 'trace_id', 'request_id', 'correlation_id', 'sample_rate'])
      expect(Object.keys(entry)).not.toContain(name);
    expect(Object.keys(entry).length).toBeLessThan(30);
  });

  it('is bounded, however large and deep it is', () => {
    const { receiver, written, captured, entry, batch } = receive({ maxBytes: 5_000_000 });
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`f${n}`, n]));
    const fields = { deep: '@', text: 't'.repeat(100_000), list: Array(5_000).fill(1), ...many };
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    receiver.take(batch([entry({ message: 'm'.repeat(100_000), fields })]).replace('"@"', deep), sender);
    expect(captured.lines[0]?.length).toBeLessThan(20_000);
    const causes = Array.from({ length: 30 }, () => ({ stack: 's'.repeat(100_000), causes: [{}] }));
    written({ error: { stack: 's'.repeat(100_000), causes } });
    expect(captured.lines[0]?.length).toBeLessThan(100_000);
  });

  it('is put right when the clock of the page is wrong', () => {
    const { written } = receive();
    const behind = { sent_at: NOW - 3_600_000 };
    expect(written({ time: NOW - 3_660_000 }, behind)).toMatchObject({
      ...{ browser_time: '2026-03-01T11:59:00.000Z', clock_skew_ms: 3_600_000 },
    });
  });

  it('that comes again is written once', () => {
    const { receiver, captured, entry, batch } = receive();
    const same = batch([entry(), entry()]);
    expect([receiver.take(same, sender).status, receiver.take(same, sender).status]).toEqual([204, 204]);
    expect(captured.entries).toHaveLength(2);
  });
});

describe('a request', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['another format', '{"format":2}'],
    ['no tab', JSON.stringify({ format: 1, sent_at: NOW, entries: [] })],
    ['no time', JSON.stringify({ format: 1, tab: TAB, entries: [] })],
    ['too many entries', JSON.stringify({ format: 1, sent_at: NOW, tab: TAB, entries: Array(51).fill({}) })],
    ['brackets', '['.repeat(60_000)],
    ['too much', JSON.stringify({ format: 1, sent_at: NOW, tab: TAB, entries: [], more: 'x'.repeat(70_000) })],
  ])('with %s is 400 and counted', (_, body) => {
    const { receiver, captured } = receive();
    expect(receiver.take(body, sender).status).toBe(400);
    expect(captured.entries).toMatchObject([{ event: 'browser.entries_refused', count: 1, form: 1 }]);
  });

  it('with some unsound entries has the others written', () => {
    const { receiver, captured, entry, batch } = receive();
    const unsound = [
      null,
      7,
      [],
      {},
      entry({ id: 'x' }),
      entry({ level: 'fatal' }),
      entry({ time: 'now' }),
      entry({ message: 1 }),
    ];
    expect(receiver.take(batch([...unsound, entry()]), sender).status).toBe(204);
    expect(captured.entries.map(({ event }) => event)).toEqual(['browser.entries_refused', 'log.message']);
    expect(captured.entries[0]).toMatchObject({ entries: 8, count: 0 });
  });

  it('tells what its page has dropped', () => {
    const { receiver, captured, batch } = receive();
    receiver.take(batch([], { dropped: 17, release: '1.4.0' }), sender);
    expect(captured.entries).toMatchObject([
      { event: 'browser.entries_dropped', count: 17, release: '1.4.0', source: 'browser' },
    ]);
  });

  it.each<[string, Partial<Sender>, number, object]>([
    ['is read', {}, 0, {}],
    ['by GET', { method: 'GET' }, 405, { allow: 'POST' }],
    ['of another site', { origin: 'https://evil.example', fetchSite: 'cross-site' }, 403, {}],
    ['that is too large', { length: 65_537 }, 413, {}],
    [
      'of an allowed origin',
      { origin: 'https://www.shop.example', fetchSite: 'same-site', length: 1e9 },
      413,
      { 'access-control-allow-origin': 'https://www.shop.example', vary: 'origin' },
    ],
  ])('%s', (_, of, status, headers) => {
    const { receiver } = receive({ origins: ['https://www.shop.example'] });
    const answer = receiver.refuse({ ...sender, ...of });
    expect(answer?.status ?? 0).toBe(status);
    expect(answer?.headers ?? {}).toMatchObject(headers);
  });
});

describe('whatever is sent', () => {
  const level = fc.oneof(fc.constantFrom('debug', 'warning', 'critical'), fc.jsonValue());
  const name = fc.constantFrom(
    'user_id',
    'level',
    'source',
    'event',
    'stream',
    '__proto__',
    'audit',
    'err',
    'client_ip',
    'x',
  );
  const anything = fc.jsonValue({ maxDepth: 4 });
  const error = fc.record(
    { type: anything, message: anything, stack: anything, causes: anything },
    { requiredKeys: [] },
  );
  const entry = fc.record(
    {
      ...{ id: fc.stringMatching(/^[0-9a-f]{32}$/), time: fc.oneof(fc.double(), fc.nat()), level },
      ...{ message: fc.oneof(fc.string({ unit: 'binary' }), anything) },
      event: fc.oneof(
        fc.constantFrom('payment.stuck', 'browser.uncaught_error', 'audit.action', 'log.message'),
        anything,
      ),
      fields: fc.oneof(fc.dictionary(fc.oneof(name, fc.string()), anything), anything),
      ...{ error: fc.oneof(error, anything), page: fc.oneof(fc.webUrl(), anything), logger: anything },
      ...{ trace_id: anything, request_id: anything, repeated: anything, sample_rate: anything },
    },
    { requiredKeys: ['id', 'time', 'level', 'message'] },
  );
  const sentAt = fc.oneof(fc.constant(NOW), fc.double({ min: 0, max: 1e14, noNaN: true }));

  it("is answered, and what is written of it is a browser's, about whoever sent it", () => {
    const perMinute = { address: 1e9, tab: 1e9, total: 1e9 };
    const { receiver, captured, batch } = receive({ perMinute });
    fc.assert(
      fc.property(fc.array(fc.oneof(entry, anything), { maxLength: 5 }), sentAt, anything, (entries, sent_at, app) => {
        captured.clear();
        const context = { user_id: 'u_7', request_id: 'r_1' };
        const answer = withContext(context, () => receiver.take(batch(entries, { sent_at, app }), sender));
        expect(answer.status).toBe(204);
        for (const written of captured.entries) {
          expect(written).toMatchObject({ user_id: 'u_7', service: 'shop', logger: expect.stringMatching(/^browser/) });
          expect(['log.message', 'payment.stuck', 'browser.uncaught_error', 'browser.entries_refused']).toContain(
            written.event,
          );
          if (written.event === 'browser.entries_refused') continue;
          expect(written).toMatchObject({ source: 'browser', client_ip: '192.0.2.7', tab: TAB });
          expect(written).not.toHaveProperty('stream');
          expect(written).not.toHaveProperty('audit');
          if (written.event === 'log.message') expect(written.level).not.toBe('CRITICAL');
          expect(written.browser_time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('as text is answered', () => {
    const { receiver } = receive();
    const text = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.json().map((json) => `{"format":1,"entries":[${json}]}`),
    );
    fc.assert(fc.property(text, (body) => [204, 400, 429].includes(receiver.take(body, sender).status)));
  });
});

describe('floods', () => {
  it('of an address, also with ever new tabs, are refused until time has passed, and told once a minute', () => {
    const { receiver, captured, clock, entry, batch } = receive({ perMinute: { address: 60, tab: 60, total: 1_000 } });
    const flood = (tab: number, ip = '192.0.2.7') =>
      receiver.take(batch([entry(), entry(), entry()], { tab: tab.toString(16).padStart(32, '0') }), { ...sender, ip });
    for (let tab = 0; tab < 20; tab++) expect(flood(tab).status).toBe(204);
    for (let tab = 20; tab < 120; tab++)
      expect(flood(tab)).toMatchObject({ status: 429, headers: { 'retry-after': '3' } });
    expect(captured.entries.filter(({ event }) => event === 'browser.entries_refused')).toHaveLength(1);
    expect(flood(1, '192.0.2.8').status).toBe(204);
    clock.now += 3_000;
    expect(flood(1).status).toBe(204);
    clock.now += 60_000;
    expect(receiver.take('', sender).status).toBe(400);
    expect(captured.entries.at(-1)).toMatchObject({ event: 'browser.entries_refused', count: 100, rate: 99, form: 1 });
  });

  it('of a hundred thousand tabs and addresses cost a bounded part of the log', () => {
    const { receiver, captured, entry, batch } = receive();
    let accepted = 0;
    for (let n = 0; n < 100_000; n++) {
      const tab = n.toString(16).padStart(32, '0');
      const ip = `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
      const page = { ...sender, ip, origin: `https://shop${n}.example`, fetchSite: 'same-origin' };
      if (receiver.refuse(page) === undefined && receiver.take(batch([entry()], { tab }), page).status === 204)
        accepted++;
    }
    // Each costs its request and its entry.
    expect(accepted).toBe(3_000);
    expect(captured.entries.filter(({ event }) => event === 'browser.entries_refused')).toHaveLength(1);
  });

  it('of a tab, and of everybody together', () => {
    const { receiver, entry, batch } = receive({ perMinute: { address: 100, tab: 2, total: 4 } });
    const send = (tab: string, ip: string) =>
      receiver.take(batch([entry()], { tab: tab.repeat(32) }), { ...sender, ip }).status;
    expect([send('a', '192.0.2.1'), send('a', '192.0.2.2'), send('a', '192.0.2.3')]).toEqual([204, 204, 429]);
    expect([send('b', '2001:db8::1'), send('c', '2001:db8::2'), send('d', '192.0.2.4')]).toEqual([204, 204, 429]);
  });

  it('from addresses that nobody knows are counted together with everybody only', () => {
    const { receiver } = receive({ perMinute: { address: 1, total: 3 } });
    const unknown = { ...sender, ip: undefined };
    expect(Array.from({ length: 4 }, () => receiver.refuse(unknown)?.status)).toEqual([
      undefined,
      undefined,
      undefined,
      429,
    ]);
  });

  it('of empty requests cost as much', () => {
    const { receiver } = receive({ perMinute: { address: 5 } });
    const statuses = Array.from({ length: 7 }, () => receiver.refuse(sender)?.status);
    expect(statuses).toEqual([undefined, undefined, undefined, undefined, undefined, 429, 429]);
  });
});

describe('options', () => {
  it.each([
    [{ maxBytes: '64kb' }, 'maxBytes must be a number above 0'],
    [{ maxBytes: Number.NaN }, 'maxBytes must be a number above 0'],
    [{ perMinute: { tab: 0 } }, 'perMinute.tab must be a number above 0'],
    [{ perMinute: { address: 'many' } }, 'perMinute.address must be'],
    [{ maxLevel: 'fatal' }, 'maxLevel must be one of debug, info'],
    [{ origins: 'https://shop.example' }, 'origins must be a list'],
  ])('that would be no limit are refused at start: %j', (options, problem) => {
    expect(() => receive(options as never)).toThrow(problem);
  });
});

describe('types', () => {
  const declare = (definition: object) => ({ ...paymentStuck, ...definition });
  it.each([
    ['evidence', { stream: 'audit' }, "entry type 'payment.stuck': is of the stream 'audit', which is evidence"],
    ['a field of the receiver', { message: '', fields: { source: f.string() } }, "has a field 'source'"],
    ['a bad declaration', { name: 'Bad Name', fields: {} }, 'must be lower-case words'],
    ['a name of this package', { name: 'browser.uncaught_error' }, 'is given twice'],
  ])('%s are refused at start', (_, definition, problem) => {
    expect(() => receive({ types: [declare(definition as object)] })).toThrow(problem);
  });
});
