import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Access } from '../../access/index.js';
import {
  entryResponseSchema,
  errorResponseSchema,
  facetsRequestSchema,
  facetsResponseSchema,
  fieldsResponseSchema,
  histogramRequestSchema,
  histogramResponseSchema,
  searchRequestSchema,
  searchResponseSchema,
} from '../../contract/index.js';
import type { Queries } from '../../query/index.js';
import { ApiError } from '../api-error.js';
import { KEY_OR_SESSION } from '../openapi.js';

const refusals = {
  400: errorResponseSchema,
  401: errorResponseSchema,
  403: errorResponseSchema,
  503: errorResponseSchema,
  504: errorResponseSchema,
};

/** Aborted when the client hangs up before it has its answer, so that the engine stops working for nobody. */
function signalOf({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** The queries that the API serves. */
export type EntryQueries = Pick<Queries, 'search' | 'histogram' | 'facets' | 'fields' | 'entry'>;

/** Reads of entries; parameters in the query string. */
export const entryRoutes =
  (queries: EntryQueries, { requireScope }: Pick<Access, 'requireScope'>): FastifyPluginAsyncZod =>
  async (app) => {
    const onRequest = requireScope('read');
    const shared = { tags: ['entries'], security: KEY_OR_SESSION };

    app.get(
      '/api/v1/search',
      {
        onRequest,
        schema: {
          ...shared,
          operationId: 'search',
          summary: 'Entries that match a query, newest or oldest first',
          querystring: searchRequestSchema,
          response: { 200: searchResponseSchema, ...refusals },
        },
      },
      (request, reply) => queries.search(request.query, { signal: signalOf(reply) }),
    );

    app.get(
      '/api/v1/histogram',
      {
        onRequest,
        schema: {
          ...shared,
          operationId: 'histogram',
          summary: 'How many entries match, over time and by level',
          querystring: histogramRequestSchema,
          response: { 200: histogramResponseSchema, ...refusals },
        },
      },
      (request, reply) => queries.histogram(request.query, { signal: signalOf(reply) }),
    );

    app.get(
      '/api/v1/facets',
      {
        onRequest,
        schema: {
          ...shared,
          operationId: 'facets',
          summary: 'The most frequent values of fields among the entries that match',
          querystring: facetsRequestSchema,
          response: { 200: facetsResponseSchema, ...refusals },
        },
      },
      (request, reply) => queries.facets(request.query, { signal: signalOf(reply) }),
    );

    app.get(
      '/api/v1/fields',
      {
        onRequest,
        schema: {
          ...shared,
          operationId: 'fields',
          summary: 'The names of labels and fields, for completion',
          response: { 200: fieldsResponseSchema, ...refusals },
        },
      },
      () => queries.fields(),
    );

    app.get(
      '/api/v1/entries/:id',
      {
        onRequest,
        schema: {
          ...shared,
          operationId: 'entry',
          summary: 'One entry by its id',
          params: z.object({ id: z.uuid() }),
          response: { 200: entryResponseSchema, 404: errorResponseSchema, ...refusals },
        },
      },
      async (request) => {
        const entry = await queries.entry(request.params.id);
        if (entry === undefined) throw new ApiError('not_found', `There is no entry '${request.params.id}'.`);
        return { entry };
      },
    );
  };
