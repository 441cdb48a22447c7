import { describe, expect, it } from 'vitest';
import { credentialsOf } from './credentials.js';

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('credentialsOf', () => {
  it.each<[what: string, headers: Record<string, string>, cookies: Record<string, string>, want: unknown]>([
    ['nothing', {}, {}, undefined],
    ['a bearer token', { authorization: 'Bearer hw_a_b' }, {}, { kind: 'key', key: 'hw_a_b' }],
    ['a scheme in any case', { authorization: 'bearer  hw_a_b ' }, {}, { kind: 'key', key: 'hw_a_b' }],
    ['X-API-Key', { 'x-api-key': 'hw_a_b' }, {}, { kind: 'key', key: 'hw_a_b' }],
    ['a basic password', { authorization: basic('tenant:hw_a_b') }, {}, { kind: 'key', key: 'hw_a_b' }],
    ['a basic password with a colon', { authorization: basic('t:a:b') }, {}, { kind: 'key', key: 'a:b' }],
    ['basic without a colon', { authorization: basic('hw_a_b') }, {}, { kind: 'unreadable' }],
    ['another scheme', { authorization: 'Digest x' }, { heartwood_session: 't' }, { kind: 'unreadable' }],
    ['an empty header', { authorization: '' }, {}, { kind: 'unreadable' }],
    ['a session cookie', {}, { heartwood_session: 't' }, { kind: 'session', token: 't' }],
    ['a key beside a cookie', { authorization: 'Bearer k' }, { heartwood_session: 't' }, { kind: 'key', key: 'k' }],
  ])('%s', (_what, headers, cookies, want) => expect(credentialsOf({ headers, cookies })).toEqual(want));
});
