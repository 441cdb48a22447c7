import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Access, type AccountListing, nameOf } from '../../access/index.js';
import {
  createUserRequestSchema,
  errorResponseSchema,
  listUsersResponseSchema,
  resetPasswordRequestSchema,
  storableText,
  type User,
  userPasswordResponseSchema,
} from '../../contract/index.js';
import { ApiError } from '../api-error.js';
import { KEY_OR_SESSION } from '../openapi.js';

const refusals = { 401: errorResponseSchema, 403: errorResponseSchema };
const params = z.object({ name: storableText().max(200) });

const written = ({ username, role, createdAt, lastLoginAt }: AccountListing): User => ({
  username,
  role,
  created_at: createdAt.toISOString(),
  ...(lastLoginAt === undefined ? {} : { last_login_at: lastLoginAt.toISOString() }),
});

const authorOf = ({ principal, ip }: FastifyRequest) => ({
  by: principal ? nameOf(principal) : 'unknown',
  address: ip,
});

/** Users: list, make, delete, give a new password. */
export const userRoutes =
  ({ accounts, requireScope }: Pick<Access, 'accounts' | 'requireScope'>): FastifyPluginAsyncZod =>
  async (app) => {
    const shared = { tags: ['access'], security: KEY_OR_SESSION };
    const onRequest = requireScope('admin');

    app.get(
      '/api/v1/users',
      {
        onRequest,
        schema: {
          ...shared,
          operationId: 'listUsers',
          summary: 'The people who may sign in',
          response: { 200: listUsersResponseSchema, ...refusals },
        },
      },
      async () => ({ users: (await accounts.list()).map(written) }),
    );

    app.post(
      '/api/v1/users',
      {
        onRequest,
        schema: {
          ...shared,
          operationId: 'createUser',
          summary: 'Make a user; a password that is not given is made up and is in this answer only',
          body: createUserRequestSchema,
          response: {
            201: userPasswordResponseSchema,
            400: errorResponseSchema,
            409: errorResponseSchema,
            ...refusals,
          },
        },
      },
      async (request, reply) => {
        const { account, password } = await accounts.create(request.body, authorOf(request));
        return reply.status(201).send({ ...written(account), ...(password === undefined ? {} : { password }) });
      },
    );

    app.delete(
      '/api/v1/users/:name',
      {
        onRequest,
        schema: {
          ...shared,
          operationId: 'deleteUser',
          summary: 'Delete a user and end their sessions; the last administrator stays',
          params,
          response: { 204: z.null(), 404: errorResponseSchema, 409: errorResponseSchema, ...refusals },
        },
      },
      async (request, reply) => {
        await accounts.delete(request.params.name, authorOf(request));
        return reply.status(204).send(null);
      },
    );

    app.put(
      '/api/v1/users/:name/password',
      {
        onRequest,
        schema: {
          ...shared,
          operationId: 'resetPassword',
          summary: 'Give a user a new password and end their sessions; one that is not given is made up',
          params,
          body: resetPasswordRequestSchema,
          response: {
            200: userPasswordResponseSchema,
            400: errorResponseSchema,
            404: errorResponseSchema,
            ...refusals,
          },
        },
      },
      async (request) => {
        const { principal, params, body } = request;
        // Who sits down at an unlocked screen must not be able to lock its owner out.
        if (principal?.kind === 'session' && principal.username.toLowerCase() === params.name.toLowerCase()) {
          throw new ApiError('forbidden', 'Your own password is changed with the current one.', {
            hint: 'Use PUT /api/v1/session/password.',
          });
        }
        const { account, password } = await accounts.resetPassword(params.name, body.password, authorOf(request));
        return { ...written(account), ...(password === undefined ? {} : { password }) };
      },
    );
  };
