import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

/** The description of every route, made from the zod schemas that also validate them, at `GET /api/v1/openapi.json`. */
export async function addOpenapi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Heartwood',
        version,
        description: 'Ingest, search and live tail of log entries, and access to them.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: [
        { name: 'ingest', description: 'Entries in' },
        { name: 'entries', description: 'Entries out' },
        { name: 'access', description: 'Sessions and API keys' },
        { name: 'operation', description: 'Health and metrics' },
      ],
      components: {
        securitySchemes: {
          key: {
            type: 'http',
            scheme: 'bearer',
            description:
              'An API key, `hw_…`; also taken from `X-API-Key` and from the password of basic authentication.',
          },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'heartwood_session',
            description: 'Changes also need the header `X-Heartwood-Request: 1`.',
          },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
  app.get(
    '/api/v1/openapi.json',
    { schema: { tags: ['operation'], summary: 'This description', operationId: 'openapi' } },
    async () => app.swagger(),
  );
}

/** `security` of a route that takes a key or a session. */
export const KEY_OR_SESSION = [{ key: [] }, { session: [] }];
