import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { hangUpWhenClosing } from './hang-up.js';
import { answerUnreadableAddress, answerUnreadableRequest } from './unreadable-request.js';

export interface HttpServerOptions {
  /** PEM texts; without them plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly trustProxy: boolean;
}

/** An id that came along is kept when it can stand in a log line as it is. */
const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Time to send a whole request, ms; ends connections that trickle. Node's own default, which Fastify switches off. */
const REQUEST_TIMEOUT = 300_000;

/** Largest JSON body of the API, bytes; anybody may send one to the sign-in. Ingest protocols read their bodies themselves. */
const BODY_LIMIT = 65_536;

/** Fastify with request ids, cookies, zod validation and nothing to serve yet. TLS 1.3 at least (P16). */
export async function createHttpServer({ tls, trustProxy }: HttpServerOptions): Promise<FastifyInstance> {
  const options = {
    // The one proxy that is asked to set the header: what it was given to pass on could name any address, and free a guesser of
    // passwords from every lock-out.
    trustProxy: trustProxy && ((_address: string, hop: number) => hop === 0),
    bodyLimit: BODY_LIMIT,
    requestIdHeader: false as const,
    genReqId: ({ headers }: { headers: Readonly<Record<string, string | string[] | undefined>> }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
    // A closing server answers what it has begun and hangs up on connections that ask nothing.
    forceCloseConnections: 'idle' as const,
    routerOptions: { maxParamLength: 1_000 },
    frameworkErrors: answerUnreadableAddress,
    clientErrorHandler: answerUnreadableRequest,
  };
  const app = Fastify({
    ...options,
    requestTimeout: REQUEST_TIMEOUT,
    ...(tls && {
      serverFactory: (handler: RequestListener) => {
        const server = createTlsServer({ ...tls, minVersion: 'TLSv1.3' }, handler);
        server.requestTimeout = REQUEST_TIMEOUT;
        return server;
      },
    }),
  });
  app.setValidatorCompiler(validatorCompiler);
  // What the server answers is made by its own typed code; validating it again would cost more than the query.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.decorateRequest('principal', null);
  hangUpWhenClosing(app);
  await app.register(cookie);
  return app;
}
