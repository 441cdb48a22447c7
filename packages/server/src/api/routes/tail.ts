import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Access } from '../../access/index.js';
import { errorResponseSchema, tailRequestSchema } from '../../contract/index.js';
import type { LogRecord } from '../../record/log-record.js';
import { createEventStream, type EventStream } from '../event-stream.js';
import { KEY_OR_SESSION } from '../openapi.js';

/** Where new entries come from. */
export interface LiveEntries {
  /**
   * @param query as in the search box; an unreadable one throws
   * @param listener gets entries that match, and how many were left out before them
   * @returns ends the subscription
   */
  subscribe(query: string, listener: (entries: readonly LogRecord[], dropped: number) => void): () => void;
}

/** What the metrics want to know of the live tail. */
export interface TailObserver {
  readonly opened: () => void;
  readonly closed: (dropped: number) => void;
}

/** Live tail over server-sent events. Open streams end when the server shuts down. */
export const tailRoutes =
  (live: LiveEntries, { requireScope }: Pick<Access, 'requireScope'>, observer: TailObserver): FastifyPluginAsyncZod =>
  async (app) => {
    const open = new Set<EventStream<LogRecord>>();
    app.addHook('preClose', async () => {
      for (const stream of open) stream.end();
    });

    app.get(
      '/api/v1/tail',
      {
        onRequest: requireScope('read'),
        schema: {
          tags: ['entries'],
          security: KEY_OR_SESSION,
          operationId: 'tail',
          summary: 'Entries that match a query as they arrive, as server-sent events',
          description:
            'Events: `entries` (data: JSON array of entries, oldest first) and `dropped` (data: `{"count":n}`, the reader was too slow); a comment line every 15 s.',
          querystring: tailRequestSchema,
          response: {
            200: { description: 'Server-sent events', content: { 'text/event-stream': { schema: z.unknown() } } },
            400: errorResponseSchema,
            401: errorResponseSchema,
            403: errorResponseSchema,
          },
        },
      },
      async (request, reply) => {
        let stream: EventStream<LogRecord> | undefined;
        const unsubscribe = live.subscribe(request.query.query, (entries, dropped) => stream?.push(entries, dropped));
        stream = createEventStream<LogRecord>({
          event: 'entries',
          onClose: () => {
            unsubscribe();
            if (!stream) return;
            open.delete(stream);
            observer.closed(stream.dropped);
          },
        });
        open.add(stream);
        observer.opened();
        // X-Accel-Buffering keeps nginx from holding the events back.
        reply.header('x-accel-buffering', 'no').type('text/event-stream; charset=utf-8');
        return reply.send(stream.body);
      },
    );
  };
