import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookieOf, type RunningServer, startTestServer } from '../../../test/running-server.js';
import { errorResponseSchema, listUsersResponseSchema, userPasswordResponseSchema } from '../../contract/index.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const NEW = 'correct horse battery staple';

const ask = (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { 'x-api-key': server.localKey },
) =>
  fetch(server.url + path, {
    method,
    headers: { ...headers, 'x-heartwood-request': '1', ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const signIn = (username: string, password: string) => server.post('/api/v1/session', { username, password });
const refusal = async (answer: Response) => {
  const { error } = errorResponseSchema.parse(await answer.json());
  return [answer.status, error.code, error.message];
};

describe('/api/v1/users', () => {
  it('makes a user with a password that is told once, lists and deletes them', async () => {
    const answer = await ask('POST', '/api/v1/users', { username: 'jo@shop.example' });
    expect(answer.status).toBe(201);
    const made = userPasswordResponseSchema.parse(await answer.json());
    expect(made).toMatchObject({
      username: 'jo@shop.example',
      role: 'developer',
      password: expect.stringMatching(/^\w{5}(-\w{5}){4}$/),
    });
    const cookie = cookieOf(await signIn('jo@shop.example', made.password!));
    const listed = await (await ask('GET', '/api/v1/users')).text();
    expect(listed).not.toContain(made.password);
    const { users } = listUsersResponseSchema.parse(JSON.parse(listed));
    expect(users.map(({ username, role }) => [username, role])).toEqual([
      ['admin', 'admin'],
      ['jo@shop.example', 'developer'],
    ]);
    expect(users[1]?.last_login_at).toBeDefined();
    expect((await ask('DELETE', '/api/v1/users/jo%40shop.example')).status).toBe(204);
    expect((await ask('GET', '/api/v1/session', undefined, { cookie })).status).toBe(401);
    expect((await signIn('jo@shop.example', made.password!)).status).toBe(401);
  });

  it('keeps the last administrator', async () => {
    expect(await refusal(await ask('DELETE', '/api/v1/users/admin'))).toEqual([
      409,
      'conflict',
      "'admin' is the last administrator.",
    ]);
  });

  it.each<[what: string, body: unknown, message: RegExp]>([
    ['a short password', { username: 'x', password: '11 letters.' }, /^password: A password has at least 12/],
    ['a very long password', { username: 'x', password: 'x'.repeat(1_001) }, /^password: A password has at most 1000/],
    ['its name as password', { username: 'x@shop.example', password: 'X@shop.example' }, /must not be the user name/],
    ['no name', { username: '' }, /^username: A user name is of letters/],
    ['a name with a space', { username: 'jo doe' }, /^username: A user name is of letters/],
    ['a name with a line break', { username: 'jo\nadmin' }, /^username: A user name is of letters/],
    ['an unknown role', { username: 'x', role: 'root' }, /^role: /],
  ])('refuses a user with %s', async (_what, body, message) => {
    const [status, code, said] = await refusal(await ask('POST', '/api/v1/users', body));
    expect([status, code]).toEqual([400, 'bad_request']);
    expect(said).toMatch(message);
  });
});

describe('PUT /api/v1/session/password', () => {
  it('changes my password, ends my other sessions and removes the first sign-in', async () => {
    const { username, password } = server.firstLogin!;
    const [here, elsewhere] = [cookieOf(await signIn(username, password)), cookieOf(await signIn(username, password))];
    const change = (current: string, next: string) =>
      ask('PUT', '/api/v1/session/password', { current, new: next }, { cookie: here });
    expect(await refusal(await change('a guess', NEW))).toEqual([403, 'forbidden', 'The current password is wrong.']);
    expect(await refusal(await change(password, 'short'))).toEqual([
      400,
      'bad_request',
      'new: A password has at least 12 characters.',
    ]);
    expect((await change(password, NEW)).status).toBe(204);
    expect((await ask('GET', '/api/v1/session', undefined, { cookie: here })).status).toBe(200);
    expect((await ask('GET', '/api/v1/session', undefined, { cookie: elsewhere })).status).toBe(401);
    expect((await signIn(username, password)).status).toBe(401);
    expect((await signIn(username, NEW)).status).toBe(200);
    expect(existsSync(join(server.dataDir, 'keys', 'first-login.txt'))).toBe(false);
  });
});

describe('PUT /api/v1/users/:name/password', () => {
  it('gives a new password to others, not to oneself', async () => {
    await ask('POST', '/api/v1/users', { username: 'jo', role: 'admin', password: NEW });
    const cookie = cookieOf(await signIn('jo', NEW));
    const own = await ask('PUT', '/api/v1/users/Jo/password', {}, { cookie });
    expect(await refusal(own)).toEqual([403, 'forbidden', 'Your own password is changed with the current one.']);
    const made = userPasswordResponseSchema.parse(
      await (await ask('PUT', '/api/v1/users/admin/password', {}, { cookie })).json(),
    );
    expect((await signIn('admin', made.password!)).status).toBe(200);
    const given = await ask('PUT', '/api/v1/users/jo/password', { password: `${NEW}!` });
    expect(userPasswordResponseSchema.parse(await given.json()).password).toBeUndefined();
    expect((await ask('GET', '/api/v1/session', undefined, { cookie })).status).toBe(401);
    expect((await signIn('jo', `${NEW}!`)).status).toBe(200);
  });
});

describe('the security log', () => {
  it("has it all under OWASP's names, with no password in it", () => {
    const told = server.log.entries
      .filter(({ event }) => /^user_|^authn_password/.test(String(event)))
      .map(({ event, stream, account }) => `${stream} ${event} ${account}`);
    expect(told).toEqual([
      'security user_created jo@shop.example',
      'security user_deleted jo@shop.example',
      'security authn_password_change_fail admin',
      'security authn_password_change admin',
      'security user_created jo',
      'security user_updated admin',
      'security authn_password_change admin',
      'security user_updated jo',
      'security authn_password_change jo',
    ]);
    for (const secret of [NEW, server.firstLogin!.password, 'a guess']) {
      expect(server.log.lines.join('\n')).not.toContain(secret);
    }
  });
});
