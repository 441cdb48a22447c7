import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startTestServer } from '../../test/running-server.js';

interface Operation {
  summary?: string;
  operationId?: string;
  security?: unknown[];
  responses?: Record<string, unknown>;
}

let server: RunningServer;
let description: {
  openapi: string;
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components: object;
};
beforeAll(async () => {
  server = await startTestServer();
  description = (await (await server.get('/api/v1/openapi.json')).json()) as typeof description;
});
afterAll(() => server.stop());

const ROUTES = [
  'POST /api/v1/ingest',
  'POST /loki/api/v1/push',
  'GET /loki/api/v1/query_range',
  'POST /loki/api/v1/label/{name}/values',
  'GET /api/v1/search',
  'GET /api/v1/histogram',
  'GET /api/v1/facets',
  'GET /api/v1/fields',
  'GET /api/v1/entries/{id}',
  'GET /api/v1/tail',
  'PUT /api/v1/entry-types',
  'GET /api/v1/entry-types',
  'GET /api/v1/entry-types/{service}/{name}',
  'GET /api/v1/session',
  'POST /api/v1/session',
  'DELETE /api/v1/session',
  'PUT /api/v1/session/password',
  'GET /api/v1/users',
  'POST /api/v1/users',
  'DELETE /api/v1/users/{name}',
  'PUT /api/v1/users/{name}/password',
  'GET /api/v1/keys',
  'POST /api/v1/keys',
  'DELETE /api/v1/keys/{id}',
  'GET /api/v1/openapi.json',
  'GET /healthz',
  'GET /readyz',
  'GET /ready',
  'GET /metrics',
];

describe('GET /api/v1/openapi.json', () => {
  it('describes every route, with a summary and a unique operation id', () => {
    const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        ...operation,
      })),
    );
    expect(operations.map(({ route }) => route)).toEqual(expect.arrayContaining(ROUTES));
    for (const { route, summary, operationId } of operations) {
      expect(summary, route).toBeTruthy();
      // Loki's read paths take GET and POST alike, which cannot share an id.
      if (!route.includes('/loki/')) expect(operationId, route).toBeTruthy();
    }
    const ids = operations.flatMap(({ operationId }) => operationId ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is OpenAPI 3.1 whose references all resolve', () => {
    expect(description.openapi).toBe('3.1.0');
    const text = JSON.stringify(description);
    for (const [, reference = ''] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
      const target = reference
        .replace(/^#\//, '')
        .split('/')
        .reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], description);
      expect(target, reference).toBeDefined();
    }
  });

  it('carries the parameters, defaults and answers of the contract', () => {
    const search = description.paths['/api/v1/search']?.get as Operation & {
      parameters: { name: string; in: string; schema: { default?: unknown } }[];
    };
    const limit = search.parameters.find(({ name }) => name === 'limit');
    expect(limit).toMatchObject({ in: 'query', schema: { default: 100, maximum: 5000 } });
    expect(Object.keys(search.responses ?? {})).toEqual(expect.arrayContaining(['200', '400', '401', '403', '503']));
    expect(search.security).toEqual([{ key: [] }, { session: [] }]);
    expect(JSON.stringify(search.responses?.['200'])).toContain('logql');
  });
});
