import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { errorResponseSchema, fieldDescriptionSchema, ingestResponseSchema } from '../contract/index.js';
import { jsonSchema, logRecordSchema } from '../record/log-record.js';

/** Schemas that are described once and referred to by name. */
const schemaRegistry = z
  .registry<{ id: string }>()
  .add(jsonSchema, { id: 'Json' })
  .add(logRecordSchema, { id: 'LogRecord' })
  .add(fieldDescriptionSchema, { id: 'FieldDescription' })
  .add(errorResponseSchema, { id: 'Error' });

/** `security` of a route that takes a key or a session. */
export const KEY_OR_SESSION = [{ key: [] }, { session: [] }];

const errors = (...statuses: number[]) => Object.fromEntries(statuses.map((status) => [status, errorResponseSchema]));

const lokiRead = (summary: string): FastifySchema => ({
  tags: ['loki'],
  summary,
  description: 'Parameters and answer as in https://grafana.com/docs/loki/latest/reference/loki-http-api/',
  security: KEY_OR_SESSION,
  response: { 200: z.looseObject({ status: z.literal('success') }), ...errors(401, 403) },
});

/** What the protocols' routes look like from outside. They read their input themselves, so they have no schema of their own. */
const PROTOCOL_ROUTES: Readonly<Record<string, FastifySchema>> = {
  'POST /api/v1/ingest': {
    tags: ['ingest'],
    operationId: 'ingest',
    summary: 'Entries as NDJSON, one JSON object a line; stored durably before the answer',
    description:
      'Content-Type application/x-ndjson, Content-Encoding gzip or deflate accepted. With an Idempotency-Key the batch may be sent again: it is stored once and answered alike. A line that cannot be stored is listed in the answer, its neighbours are stored.',
    security: [{ key: [] }],
    response: { 200: ingestResponseSchema, ...errors(400, 401, 403, 413, 415, 429, 503) },
  },
  'POST /loki/api/v1/push': {
    tags: ['ingest'],
    operationId: 'lokiPush',
    summary: "Entries by Loki's push protocol, JSON form",
    description:
      'https://grafana.com/docs/loki/latest/reference/loki-http-api/#ingest-logs. Refusals are plain text, as Loki’s are.',
    security: [{ key: [] }],
    response: { 204: z.null(), ...errors(401, 403) },
  },
  'GET,POST /loki/api/v1/query_range': lokiRead('Log lines of a LogQL query over a time range'),
  'GET,POST /loki/api/v1/query': lokiRead(
    'A constant expression at one moment; Grafana asks for one to see that the source works',
  ),
  'GET,POST /loki/api/v1/labels': lokiRead('Names of the stream labels'),
  'GET,POST /loki/api/v1/label': lokiRead('Names of the stream labels, at its older path'),
  'GET,POST /loki/api/v1/label/:name/values': lokiRead('Values of a stream label'),
  'GET,POST /loki/api/v1/series': lokiRead('Sets of stream labels that occur'),
};

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
        { name: 'entry types', description: 'What applications declare, and what they do instead' },
        { name: 'loki', description: "Loki's read API, for Grafana and logcli" },
        { name: 'access', description: 'Sessions, users and API keys' },
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
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  });
  app.addHook('onRoute', (route) => {
    const schema = PROTOCOL_ROUTES[`${[route.method].flat().join(',')} ${route.url}`];
    if (schema && !route.schema) route.schema = schema;
  });
  app.get(
    '/api/v1/openapi.json',
    { schema: { tags: ['operation'], summary: 'This description', operationId: 'openapi' } },
    async () => app.swagger(),
  );
}
