import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BACK_ENDS } from '../../test/back-ends.js';
import { type EntryType, entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';
import { assembleLogger } from '../logger/create-logger.js';
import type { LoggerOptions } from '../logger/settings.js';
import { decryptField } from '../protection/cipher.js';
import { tokeniser } from '../protection/token.js';
import { memory } from '../sinks/memory.js';

const keys = { tokenise: 'a key of sixteen', encrypt: randomBytes(32) };
const token = tokeniser(Buffer.from(keys.tokenise));
const TEXT = { mask: '[masked]', last4: '***1111', domain: '***@shop.example', network: '203.0.113.0/24' };

const pii = { class: 'pii' } as const;
const protectedType = entryType('test.protected', {
  level: 'info',
  message: '{gone} {hidden} {card_no} {mail} {ip} {user_id} {note} {cipher} {none}',
  fields: {
    gone: f.string({ ...pii, strategy: 'drop' }),
    hidden: f.string({ ...pii, strategy: 'mask' }),
    card_no: f.string({ class: 'sensitive', strategy: 'mask', keep: 'last4' }),
    mail: f.string({ ...pii, strategy: 'mask', keep: 'domain' }),
    ip: f.string({ strategy: 'mask', keep: 'network' }),
    user_id: f.standard({ ...pii, strategy: 'tokenise' }),
    note: f.string({ strategy: 'tokenise', default: 'none' }),
    cipher: f.json({ ...pii, strategy: 'encrypt' }),
    none: f.string({ strategy: 'encrypt', optional: true }),
    customer: f.object('customer', { strategy: 'tokenise' }),
    inner: f.nested({
      city: f.string(),
      street: f.string({ ...pii, strategy: 'encrypt' }),
      phone: f.string({ ...pii, strategy: 'drop' }),
    }),
    friends: f.array(f.id({ strategy: 'tokenise' })),
    amount: f.number({ strategy: 'mask' }),
  },
});
const sound = {
  gone: 'gone-canary',
  hidden: 'hidden-canary',
  card_no: '4111-canary-1111',
  mail: 'canary@shop.example',
  ip: '203.0.113.77',
  user_id: 'user-canary',
  cipher: { deep: 'deep-canary', password: 'never' },
  customer: 'customer-canary',
  inner: { city: 'Köln', street: 'street-canary', phone: 'phone-canary' },
  friends: [17, '17', 'friend-canary'],
  amount: 12.5,
};

describe.each(BACK_ENDS)('strategies in %s serializers', (_, backEnd) => {
  function logger(given: LoggerOptions = { keys }) {
    const captured = memory();
    const options = {
      service: 'shop',
      level: 'debug',
      env: {},
      handleExit: false,
      sinks: [captured],
      ...given,
    } as const;
    return { captured, log: assembleLogger(options, { now: () => 0, backEnd }) };
  }

  function write(type: EntryType, values: unknown): { line: string; entry: Record<string, unknown> } {
    const { captured, log } = logger();
    log.emit(type, values as Record<string, unknown>);
    const line = captured.lines[0] ?? '';
    return { line, entry: JSON.parse(line) };
  }

  it('write the protected form, in the fields and in the message', () => {
    const { line, entry } = write(protectedType, sound);
    const { mask, last4, domain, network } = TEXT;
    const [user, note, customer] = [token('user-canary'), token('none'), token('customer-canary')];
    expect(entry).toMatchObject({
      hidden: mask,
      card_no: last4,
      mail: domain,
      ip: network,
      user_id: user,
      note,
      customer,
      object_type: 'customer',
      object_id: customer,
      inner: { city: 'Köln', street: expect.stringMatching(/^enc1\./) },
      friends: [token('17'), token('17'), token('friend-canary')],
      amount: mask,
    });
    const cipher = String(entry.cipher);
    expect(entry.message).toBe(`[dropped] ${mask} ${last4} ${domain} ${network} ${user} ${note} ${cipher} -`);
    expect(decryptField(cipher, keys.encrypt)).toBe('{"deep":"deep-canary","password":"[secret]"}');
    expect(decryptField(String(Reflect.get(entry.inner as object, 'street')), keys.encrypt)).toBe('street-canary');
    expect(Object.keys(entry)).not.toContain('gone');
    expect(entry.inner).not.toHaveProperty('phone');
    expect(entry).not.toHaveProperty('none');
    expect(line).not.toContain('canary');
  });

  it('write null for null, and whatever else is given in its protected form', () => {
    const type = entryType('test.odd', {
      level: 'info',
      message: '{a}|{b}',
      fields: {
        a: f.string({ strategy: 'tokenise' }),
        b: f.string({ strategy: 'mask' }),
        c: f.string({ strategy: 'encrypt' }),
      },
    });
    expect(write(type, { a: null, b: null }).entry).toMatchObject({ a: null, b: null, c: null, message: 'null|null' });
    const { entry } = write(type, { a: ['x', 1n], b: { c: 1 }, c: Symbol('s') });
    expect(entry).toMatchObject({ a: token('["x","1"]'), b: '[masked]' });
    expect(decryptField(String(entry.c), keys.encrypt)).toBe('Symbol(s)');
    const long = 'x'.repeat(40_000);
    expect(decryptField(String(write(type, { c: long }).entry.c), keys.encrypt)).toBe(
      `${long.slice(0, 32_768)}… [7232 more]`,
    );
  });

  it('never read what is dropped, and keep it out although the context has it', () => {
    const type = entryType('test.dropped', {
      level: 'info',
      message: '{mail}',
      fields: {
        mail: f.string({ strategy: 'drop' }),
        thing: f.object('thing', { strategy: 'drop' }),
        text: f.string(),
      },
    });
    const unread = { get: () => expect.unreachable('a dropped value was read') };
    const values = Object.defineProperties({ text: 'x' }, { mail: unread, thing: unread });
    const { captured, log } = logger();
    log.child({ mail: 'canary' }).emit(type, values as never);
    expect(captured.entries[0]).toMatchObject({ message: '[dropped]', text: 'x' });
    for (const name of ['mail', 'thing', 'object_id']) expect(captured.entries[0]).not.toHaveProperty(name);
    expect(captured.lines[0]).not.toContain('canary');
  });

  it('mask as a whole when there is no key, count it, and say so once', async () => {
    const { captured, log } = logger({});
    for (let n = 0; n < 3; n++) log.emit(protectedType, sound);
    await Promise.resolve();
    log.emit(protectedType, sound);
    await Promise.resolve();
    expect(captured.entries[0]).toMatchObject({ user_id: '[masked]', cipher: '[masked]', card_no: TEXT.last4 });
    const told = captured.entries.filter(({ event }) => event === 'log.configuration_invalid');
    expect(told.map(({ message }) => message).sort()).toEqual([
      expect.stringContaining('set LOG_ENCRYPT_KEY'),
      expect.stringContaining('set LOG_TOKENISE_KEY'),
    ]);
    // user_id, note, cipher, customer, street and three friends.
    expect(log.stats().withoutKey).toBe(4 * 8);
    expect(captured.lines.join('')).not.toContain('canary');
  });

  it('take the keys from the environment, which wins, and refuse one that is none without showing it', () => {
    const env = { LOG_TOKENISE_KEY: 'another key of 16', LOG_ENCRYPT_KEY: 'key-canary' };
    const { captured, log } = logger({ keys, env });
    log.emit(protectedType, sound);
    const [told, written] = captured.entries;
    expect(told?.message).toContain('LOG_ENCRYPT_KEY: the key for encrypt is not 32 bytes');
    expect(written).toMatchObject({ cipher: '[masked]', note: tokeniser(Buffer.from(env.LOG_TOKENISE_KEY))('none') });
    expect(captured.lines.join('')).not.toContain('canary');
  });

  it('write the entry although a getter throws, protected', () => {
    const values = Object.defineProperty({ ...sound }, 'hidden', { get: () => { throw new Error('no'); } }); // biome-ignore format: one case, one line
    const { line, entry } = write(protectedType, values);
    expect(entry).toMatchObject({ hidden: '[masked]', user_id: token('user-canary') });
    expect(line).not.toContain('canary');
  });

  it('hold in audit entries: target, state, and everything else', () => {
    const { captured, log } = logger();
    const state = { mail: 'state-canary', gone: 'state-canary', status: 'open' };
    log.audit(protectedType as EntryType<Record<never, never>>, sound, {
      before: state,
      after: { ...state, status: 'done' },
    });
    expect(captured.entries[0]).toMatchObject({
      object_id: token('customer-canary'),
      audit: { before: { mail: '[masked]', status: 'open' }, changed: ['/status'] },
    });
    expect(captured.lines.join('')).not.toContain('canary');
  });
});
