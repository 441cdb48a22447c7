import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookieOf, type RunningServer, startTestServer } from '../../../test/running-server.js';
import { errorResponseSchema, sessionResponseSchema } from '../../contract/index.js';

let server: RunningServer;
beforeAll(async () => {
  server = await startTestServer({ config: { access: { login_attempts: 3, login_lockout: '1h' } } });
});
afterAll(() => server.stop());

const signIn = (username: string, password: string) => server.post('/api/v1/session', { username, password });
const me = (cookie: string) => fetch(`${server.url}/api/v1/session`, { headers: { cookie } });

describe('signing in', () => {
  it('hands out a cookie that scripts and other sites cannot use', async () => {
    const answer = await signIn('admin', server.firstLogin!.password);
    expect(answer.status).toBe(200);
    expect(sessionResponseSchema.parse(await answer.json())).toMatchObject({ username: 'admin', role: 'admin' });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^heartwood_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
    expect(sessionResponseSchema.parse(await (await me(cookieOf(answer))).json()).username).toBe('admin');
  });

  it('is undone by signing out, for this browser only', async () => {
    const [one, two] = [
      cookieOf(await signIn('admin', server.firstLogin!.password)),
      cookieOf(await signIn('admin', server.firstLogin!.password)),
    ];
    const out = await fetch(`${server.url}/api/v1/session`, {
      method: 'DELETE',
      headers: { cookie: one, 'x-heartwood-request': '1' },
    });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^heartwood_session=;.*Expires=Thu, 01 Jan 1970/);
    expect((await me(one)).status).toBe(401);
    expect((await me(two)).status).toBe(200);
  });

  it('is refused in the same words for a wrong password and an unknown name', async () => {
    const [wrong, unknown] = await Promise.all([signIn('admin', 'guess'), signIn('nobody', 'guess')]);
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.json()).toEqual(await unknown.json());
  });

  it('is locked out after repeated failures, and says for how long', async () => {
    for (let attempt = 0; attempt < 3; attempt++) expect((await signIn('mallory', 'guess')).status).toBe(401);
    const locked = await signIn('mallory', 'guess');
    expect(locked.status).toBe(429);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(3_500);
    expect(errorResponseSchema.parse(await locked.json()).error).toMatchObject({
      code: 'too_many_requests',
      hint: 'Try again in 60 minutes.',
    });
    expect((await signIn('admin', server.firstLogin!.password)).status).toBe(200);
  });
});
