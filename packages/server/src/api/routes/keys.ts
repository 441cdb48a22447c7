import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Access, type KeyListing, nameOf } from '../../access/index.js';
import {
  type ApiKey,
  createKeyRequestSchema,
  createKeyResponseSchema,
  errorResponseSchema,
  listKeysResponseSchema,
  storableText,
} from '../../contract/index.js';
import { ApiError } from '../api-error.js';
import { KEY_OR_SESSION } from '../openapi.js';

const refusals = { 401: errorResponseSchema, 403: errorResponseSchema };

const written = ({ id, name, scopes, createdAt, lastUsedAt }: KeyListing): ApiKey => ({
  id,
  name,
  scopes,
  created_at: createdAt.toISOString(),
  ...(lastUsedAt === undefined ? {} : { last_used_at: lastUsedAt.toISOString() }),
});

/** A key was made or revoked; goes to the security log. */
export interface KeyEvent {
  readonly kind: 'created' | 'revoked';
  readonly keyId: string;
  readonly name?: string;
  readonly scopes?: readonly string[];
  readonly by: string;
  readonly address: string;
}

/** API keys: list, make, revoke. */
export const keyRoutes =
  (
    { keys, requireScope }: Pick<Access, 'keys' | 'requireScope'>,
    onEvent: (event: KeyEvent) => void,
  ): FastifyPluginAsyncZod =>
  async (app) => {
    const shared = { tags: ['access'], security: KEY_OR_SESSION };
    const onRequest = requireScope('admin');

    app.get(
      '/api/v1/keys',
      {
        onRequest,
        schema: {
          ...shared,
          operationId: 'listKeys',
          summary: 'API keys, without their secrets',
          response: { 200: listKeysResponseSchema, ...refusals },
        },
      },
      async () => ({ keys: (await keys.list()).map(written) }),
    );

    app.post(
      '/api/v1/keys',
      {
        onRequest,
        schema: {
          ...shared,
          operationId: 'createKey',
          summary: 'Make an API key; its secret is in this answer and nowhere else',
          body: createKeyRequestSchema,
          response: { 201: createKeyResponseSchema, ...refusals },
        },
      },
      async (request, reply) => {
        const { name, scopes } = request.body;
        const by = request.principal ? nameOf(request.principal) : 'unknown';
        const { listing, key } = await keys.create({ name, scopes, createdBy: by });
        onEvent({ kind: 'created', keyId: listing.id, name, scopes: listing.scopes, by, address: request.ip });
        return reply.status(201).send({ ...written(listing), secret: key });
      },
    );

    app.delete(
      '/api/v1/keys/:id',
      {
        onRequest,
        schema: {
          ...shared,
          operationId: 'revokeKey',
          summary: 'Revoke an API key; it stops working at once',
          params: z.object({ id: storableText().max(100) }),
          response: { 204: z.null(), 404: errorResponseSchema, ...refusals },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        if (!(await keys.revoke(id))) throw new ApiError('not_found', `There is no API key '${id}'.`);
        const by = request.principal ? nameOf(request.principal) : 'unknown';
        onEvent({ kind: 'revoked', keyId: id, by, address: request.ip });
        return reply.status(204).send(null);
      },
    );
  };
