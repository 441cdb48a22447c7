import { describe, expect, expectTypeOf, it } from 'vitest';
import { withContext } from '../context/context.js';
import { entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import { createLogger } from '../logger/create-logger.js';
import { authnLoginFail } from '../security/index.js';
import { type MemorySink, memory } from '../sinks/memory.js';
import { objectUpdated } from './index.js';

const invoiceApproved = entryType('invoice.approved', {
  level: 'info',
  stream: 'audit',
  message: 'Invoice {invoice} approved',
  fields: {
    invoice: f.object('invoice'),
    amount: f.decimal({ optional: true }),
    email: f.string({ class: 'pii', optional: true }),
    card: f.string({ class: 'secret', optional: true }),
  },
});
const cacheCleared = entryType('cache.cleared', { level: 'debug', message: 'Cache cleared' });

function logger(level: 'debug' | 'critical' = 'debug') {
  const sink: MemorySink = memory();
  return { sink, log: createLogger({ service: 'bank', level, env: {}, handleExit: false, sinks: [sink] }) };
}

describe('log.audit (L12)', () => {
  it('says who did what to what, why, how it ended and what changed', () => {
    const { log, sink } = logger();
    log.audit(
      invoiceApproved,
      { invoice: 'inv_42', amount: '129.90' },
      {
        actor: { id: 'u_7', type: 'user' },
        reason: 'checked by phone',
        before: { status: 'open', lines: [{ price: 1 }] },
        after: { status: 'approved', lines: [{ price: 1 }] },
      },
    );
    expect(sink.entries[0]).toMatchObject({
      event: 'invoice.approved',
      stream: 'audit',
      message: 'Invoice inv_42 approved',
      amount: '129.90',
      object_type: 'invoice',
      object_id: 'inv_42',
      audit: {
        actor: { id: 'u_7', type: 'user' },
        action: 'invoice.approved',
        target: { type: 'invoice', id: 'inv_42' },
        outcome: 'success',
        reason: 'checked by phone',
        severity: 'low',
        before: { status: 'open', lines: [{ price: 1 }] },
        after: { status: 'approved', lines: [{ price: 1 }] },
        changed: ['/status'],
      },
    });
  });

  it('takes actor and standard fields from the context', () => {
    const { log, sink } = logger();
    withContext({ user_id: 'u_7', client_ip: '192.0.2.7' }, () => {
      log.audit(objectUpdated, { object_type: 'order', object_id: 'o_1' });
      log.security(authnLoginFail, { username: 'kim' }, { outcome: 'failure' });
    });
    expect(sink.entries[0]).toMatchObject({
      message: 'order o_1 updated',
      user_id: 'u_7',
      audit: { actor: 'u_7', target: { type: 'order', id: 'o_1' } },
    });
    expect(sink.entries[1]).toMatchObject({
      message: 'Sign-in failed',
      user_id: 'u_7',
      client_ip: '192.0.2.7',
      username: 'kim',
    });
    for (const line of sink.lines) expect(line.match(/"user_id"/g)).toHaveLength(1);
  });

  it('masks secrets and personal fields in the states, and still names them as changed', () => {
    const { log, sink } = logger();
    log.audit(
      invoiceApproved,
      { invoice: 'inv_42', card: '4111111111111111' },
      {
        before: { password: 'old-hunter', card: '4111111111111111', owner: { email: 'a@b.example' }, n: 1 },
        after: { password: 'new-hunter', card: '5555555555554444', owner: { email: 'c@d.example' }, n: 1 },
      },
    );
    expect(sink.lines[0]).not.toMatch(/hunter|4111|5555|@/);
    expect(sink.entries[0]?.audit).toMatchObject({
      before: { password: '[secret]', card: '[secret]', owner: { email: '[pii]' }, n: 1 },
      changed: ['/password', '/card', '/owner/email'],
    });
  });

  it('takes an action without an entry type; one that was denied is a warning', () => {
    const { log, sink } = logger();
    log.audit({ action: 'report.print', actor: 'u_7', target: 'annual report' });
    log.audit({ action: 'report.print', target: { type: 'report', id: 9n }, outcome: 'denied' });
    expect(sink.entries).toMatchObject([
      {
        event: 'audit.action',
        level: 'INFO',
        stream: 'audit',
        message: 'report.print: success',
        action: 'report.print',
      },
      { level: 'WARNING', object_type: 'report', object_id: '9', audit: { target: { type: 'report', id: '9' } } },
    ]);
    expect(sink.entries[0]?.audit).toEqual({
      ...{ actor: 'u_7', action: 'report.print', target: 'annual report', outcome: 'success', severity: 'low' },
    });
  });

  it('is written whatever the level, into its stream whatever the type says, and so is emit of such a type', () => {
    const { log, sink } = logger('critical');
    log.audit(cacheCleared);
    log.audit(cacheCleared, {}, { reason: 'disk' });
    log.emit(invoiceApproved, { invoice: 'inv_1' });
    log.emit(cacheCleared);
    log.info('no');
    expect(sink.entries.map(({ event, stream, level }) => [event, stream, level])).toEqual([
      ['cache.cleared', 'audit', 'DEBUG'],
      ['cache.cleared', 'audit', 'DEBUG'],
      ['invoice.approved', 'audit', 'INFO'],
    ]);
  });

  it('never throws, and never loses the entry', () => {
    const { log, sink } = logger();
    const hostile = {
      get reason(): string {
        throw new Error('no');
      },
    };
    log.audit(invoiceApproved, { invoice: 'inv_1' }, hostile);
    log.audit({ ...{ action: 'x' }, before: 1n, after: Symbol('s') });
    // @ts-expect-error: JavaScript callers can do this
    log.audit(undefined);
    // @ts-expect-error: JavaScript callers can do this
    log.audit(invoiceApproved, null, null);
    expect(sink.entries.map(({ event }) => event)).toEqual([
      ...['invoice.approved', 'audit.action', 'audit.action', 'invoice.approved'],
    ]);
    expect(sink.entries[0]?.audit).toEqual({ action: 'invoice.approved', reason: '[unreadable: no]' });
    expect(sink.entries[1]?.audit).toMatchObject({ before: '1', after: 'Symbol(s)', changed: [''] });
  });

  it('marks and counts an action that does not say what was done', () => {
    const { log, sink } = logger();
    const calls: unknown[] = [{}, undefined, null, 7, { action: '' }, { action: 5, actor: 'u_7' }];
    // biome-ignore lint/suspicious/noExplicitAny: JavaScript callers can do this
    for (const call of calls) log.audit(call as any);
    // @ts-expect-error: JavaScript callers can do this
    log.security({});
    for (const entry of sink.entries) {
      expect(entry).toMatchObject({ message: '[no action]: success', invalid_fields: ['action'], level: 'WARNING' });
    }
    expect(sink.entries).toHaveLength(calls.length + 1);
    expect(sink.entries[5]?.audit).toMatchObject({ actor: 'u_7', action: '[no action]' });
    expect(log.stats().invalid).toBe(calls.length + 1);
  });

  it('takes a name in the place of the entry type for the action', () => {
    const { log, sink } = logger();
    // @ts-expect-error: JavaScript callers can do this
    log.audit('report.print', { actor: 'u_7', outcome: 'denied' });
    expect(sink.entries[0]).toMatchObject({
      ...{ message: 'report.print: denied', level: 'WARNING', audit: { actor: 'u_7', action: 'report.print' } },
    });
    expect(sink.entries[0]).not.toHaveProperty('invalid_fields');
    expect(log.stats().invalid).toBe(0);
  });

  it('writes an action that refuses to be read', () => {
    const { log, sink } = logger();
    const refuse = () => {
      throw new Error('no');
    };
    const proxy = new Proxy({ action: 'x' }, { get: refuse, has: refuse, ownKeys: refuse });
    log.audit(proxy);
    log.security(proxy);
    log.audit({
      action: 'half',
      get outcome(): 'success' {
        throw new Error('no');
      },
    });
    expect(sink.entries.map(({ message, level }) => [message, level])).toEqual([
      ['[no action]: success', 'WARNING'],
      ['[no action]: success', 'WARNING'],
      ['half: success', 'WARNING'],
    ]);
  });

  it('is typed', () => {
    const { log } = logger();
    expectTypeOf(log.audit<typeof invoiceApproved.fields>).toBeFunction();
    const wrong = () => {
      // @ts-expect-error: the invoice is missing
      log.audit(invoiceApproved);
      // @ts-expect-error: no such outcome
      log.audit(invoiceApproved, { invoice: 'i' }, { outcome: 'maybe' });
      // @ts-expect-error: an action has to be said
      log.audit({ actor: 'u_1' });
      log.audit(cacheCleared);
    };
    expect(wrong).toBeTypeOf('function');
  });
});

describe('log.security (L13)', () => {
  it.each([
    ['low', 'INFO'],
    ['medium', 'WARNING'],
    ['high', 'ERROR'],
    ['critical', 'CRITICAL'],
  ] as const)('an event of severity %s is at %s', (severity, level) => {
    const { log, sink } = logger();
    log.security({ action: 'port.scan', severity });
    expect(sink.entries[0]).toMatchObject({ event: 'security.event', stream: 'security', level, audit: { severity } });
  });
});
