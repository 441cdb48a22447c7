import type { FastifyInstance } from 'fastify';
import { createReadiness, type HealthCheck } from './health.js';
import type { Metrics } from './metrics.js';

const tags = ['operation'];

/** `/healthz` (the process answers), `/readyz` (its parts work; 503 with reasons otherwise), `/metrics`, and request metrics. */
export function addObservation(app: FastifyInstance, metrics: Metrics, checks: readonly HealthCheck[]): void {
  const readiness = createReadiness(checks);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (route.endsWith('/tail')) return;
    metrics.answered(request.method, route, reply.statusCode, reply.elapsedTime / 1_000);
  });

  app.get('/healthz', { schema: { tags, summary: 'The process is alive', operationId: 'healthz' } }, async () => ({
    status: 'ok',
  }));

  app.get(
    '/readyz',
    { schema: { tags, summary: 'Ready for entries and queries; 503 with reasons otherwise', operationId: 'readyz' } },
    async (_request, reply) => {
      const { ready, reasons } = await readiness();
      return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', reasons });
    },
  );

  app.get(
    '/ready',
    { schema: { tags, summary: "Loki's readiness", operationId: 'ready' } },
    async (_request, reply) => {
      const { ready, reasons } = await readiness();
      reply.type('text/plain; charset=utf-8').serializer(String);
      if (ready) return reply.send('ready\n');
      return reply.status(503).send(`${reasons.map(({ part, reason }) => `${part}: ${reason}`).join('\n')}\n`);
    },
  );

  app.get(
    '/metrics',
    { schema: { tags, summary: 'Metrics in the format of Prometheus', operationId: 'metrics' } },
    async (_request, reply) =>
      reply
        .type(metrics.contentType)
        .serializer(String)
        .send(await metrics.text()),
  );
}
