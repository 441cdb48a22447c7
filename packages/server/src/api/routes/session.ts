import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Access, clearSessionCookie, nameOf, setSessionCookie } from '../../access/index.js';
import {
  changePasswordRequestSchema,
  errorResponseSchema,
  loginRequestSchema,
  type SessionResponse,
  sessionResponseSchema,
} from '../../contract/index.js';
import { ApiError } from '../api-error.js';

const security = [{ session: [] }];

const sessionOf = (user: Pick<SessionResponse, 'username' | 'role'>, expiresAt: Date): SessionResponse => ({
  username: user.username,
  role: user.role,
  expires_at: expiresAt.toISOString(),
});

/** Sign in, who am I, change my password, sign out. */
export const sessionRoutes =
  ({
    login,
    signedIn,
    accounts,
    requireSession,
  }: Pick<Access, 'login' | 'signedIn' | 'accounts' | 'requireSession'>): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/api/v1/session',
      {
        schema: {
          tags: ['access'],
          operationId: 'signIn',
          summary: 'Sign in with a user name and a password',
          body: loginRequestSchema,
          response: { 200: sessionResponseSchema, 401: errorResponseSchema, 429: errorResponseSchema },
        },
      },
      async (request, reply) => {
        const user = await login(request.body.username, request.body.password, request.ip);
        const { token, expiresAt } = await signedIn.open(user);
        setSessionCookie(request, reply, token, expiresAt);
        return sessionOf(user, expiresAt);
      },
    );

    app.get(
      '/api/v1/session',
      {
        onRequest: requireSession,
        schema: {
          tags: ['access'],
          operationId: 'session',
          summary: 'Who is signed in',
          security,
          response: { 200: sessionResponseSchema, 401: errorResponseSchema },
        },
      },
      async ({ principal }) => {
        if (principal?.kind !== 'session') throw new ApiError('unauthenticated', 'Nobody is signed in.');
        return sessionOf(principal, principal.expiresAt);
      },
    );

    app.put(
      '/api/v1/session/password',
      {
        onRequest: requireSession,
        schema: {
          tags: ['access'],
          operationId: 'changePassword',
          summary: 'Change the password of who is signed in; ends their other sessions',
          security,
          body: changePasswordRequestSchema,
          response: {
            204: z.null(),
            400: errorResponseSchema,
            401: errorResponseSchema,
            403: errorResponseSchema,
            429: errorResponseSchema,
          },
        },
      },
      async ({ principal, body, ip }, reply) => {
        if (principal?.kind !== 'session') throw new ApiError('unauthenticated', 'Nobody is signed in.');
        const author = { by: nameOf(principal), address: ip };
        await accounts.changePassword(principal, { current: body.current, next: body.new }, author);
        return reply.status(204).send(null);
      },
    );

    app.delete(
      '/api/v1/session',
      {
        onRequest: requireSession,
        schema: {
          tags: ['access'],
          operationId: 'signOut',
          summary: 'Sign out',
          security,
          response: { 204: z.null(), 401: errorResponseSchema, 403: errorResponseSchema },
        },
      },
      async (request, reply) => {
        if (request.principal?.kind === 'session') await signedIn.end(request.principal.tokenHash);
        clearSessionCookie(request, reply);
        return reply.status(204).send(null);
      },
    );
  };
