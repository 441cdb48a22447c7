import type { IncomingMessage } from 'node:http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Access } from '../../access/index.js';
import {
  ENTRY_TYPE_LIMITS,
  entryTypeResponseSchema,
  errorResponseSchema,
  listEntryTypesRequestSchema,
  listEntryTypesResponseSchema,
  registerEntryTypesRequestSchema,
  registerEntryTypesResponseSchema,
  storableText,
} from '../../contract/index.js';
import { type EntryTypeRegistry, TooManyDeclarationsError } from '../../entry-types/index.js';
import { ApiError } from '../api-error.js';
import { assertBodyDepth } from '../body-depth.js';
import { KEY_OR_SESSION } from '../openapi.js';

const refusals = { 401: errorResponseSchema, 403: errorResponseSchema };

/**
 * Reads a request body as text, decompressed under caps.
 *
 * @param limit bytes, decompressed
 */
export type ReadBody = (request: IncomingMessage, limit: number) => Promise<string>;

/** Entry types: an application registers those it declares, people look at them. */
export const entryTypeRoutes =
  (
    registry: Pick<EntryTypeRegistry, 'register' | 'list' | 'find'>,
    { requireScope }: Pick<Access, 'requireScope'>,
    readBody: ReadBody,
  ): FastifyPluginAsyncZod =>
  async (app) => {
    // Read here, not by Fastify, which knows no compression. Routes without a body do not notice.
    app.removeContentTypeParser('application/json');
    const parse = app.getDefaultJsonParser('error', 'error');
    app.addContentTypeParser('application/json', (request, _payload, done) => {
      readBody(request.raw, ENTRY_TYPE_LIMITS.bodyBytes).then(
        (body) => parse(request, body, done),
        (error: Error) => done(error),
      );
    });
    const shared = { tags: ['entry types'], security: KEY_OR_SESSION };

    app.put(
      '/api/v1/entry-types',
      {
        onRequest: requireScope('ingest', 'admin'),
        preValidation: async ({ body }) => assertBodyDepth(body, ENTRY_TYPE_LIMITS.depth),
        bodyLimit: ENTRY_TYPE_LIMITS.bodyBytes,
        schema: {
          ...shared,
          operationId: 'registerEntryTypes',
          summary: 'Register the entry types that a service declares, all of them at once',
          description:
            'Takes what describeEntryTypes() of @heartwood/log gives, and the name of the service. The body may be compressed (gzip, deflate). May be sent again: what is the same changes nothing. A type that is missing is kept and marked as no longer declared. From then on entries of the service are compared with their types; none is ever rejected for it.',
          body: registerEntryTypesRequestSchema,
          response: {
            200: registerEntryTypesResponseSchema,
            400: errorResponseSchema,
            409: errorResponseSchema,
            408: errorResponseSchema,
            413: errorResponseSchema,
            415: errorResponseSchema,
            429: errorResponseSchema,
            ...refusals,
          },
        },
      },
      async (request) => {
        try {
          return await registry.register(request.body);
        } catch (cause) {
          if (!(cause instanceof TooManyDeclarationsError)) throw cause;
          throw new ApiError('conflict', cause.message, {
            hint: 'Is something in the name of a service that changes, such as a host or a process id? GET /api/v1/entry-types lists them.',
            cause,
          });
        }
      },
    );

    app.get(
      '/api/v1/entry-types',
      {
        onRequest: requireScope('read'),
        schema: {
          ...shared,
          operationId: 'listEntryTypes',
          summary: 'Entry types that are declared, were declared, or are written although nobody declared them',
          querystring: listEntryTypesRequestSchema,
          response: { 200: listEntryTypesResponseSchema, 400: errorResponseSchema, ...refusals },
        },
      },
      async (request) => registry.list(request.query),
    );

    app.get(
      '/api/v1/entry-types/:service/:name',
      {
        onRequest: requireScope('read'),
        schema: {
          ...shared,
          operationId: 'getEntryType',
          summary: 'One entry type with its fields, and how entries differ from it',
          params: z.object({ service: storableText().max(200), name: storableText().max(200) }),
          response: { 200: entryTypeResponseSchema, 404: errorResponseSchema, ...refusals },
        },
      },
      async ({ params: { service, name } }) => {
        const found = await registry.find(service, name);
        if (found === undefined) throw new ApiError('not_found', `${service} has no entry type '${name}'.`);
        return found;
      },
    );
  };
