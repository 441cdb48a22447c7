import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Access, AccessError, nameOf } from '../../access/index.js';
import { errorResponseSchema, tailRequestSchema } from '../../contract/index.js';
import type { LogRecord } from '../../record/log-record.js';
import { ApiError } from '../api-error.js';
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

export interface TailLimits {
  /** Milliseconds between two looks whether a reader may still read. Default 15 s. */
  readonly recheckMs?: number;
  /** Open tails of one user or key. Default 50. */
  readonly perPrincipal?: number;
  /** Open tails of everybody together. Default 500. */
  readonly inAll?: number;
}

/**
 * Live tail over server-sent events. Open streams end when the server shuts down, and when whoever opened one may read no
 * longer: the session has ended, the user is gone, the key is revoked. Each open tail costs a look at every entry that arrives, so
 * their number is bounded: 429 beyond it.
 */
export const tailRoutes =
  (
    live: LiveEntries,
    { requireScope }: Pick<Access, 'requireScope'>,
    observer: TailObserver,
    { recheckMs = 15_000, perPrincipal = 50, inAll = 500 }: TailLimits = {},
  ): FastifyPluginAsyncZod =>
  async (app) => {
    const mayRead = requireScope('read');
    /** Who reads each of them; `undefined` where nobody is asked who they are. */
    const open = new Map<EventStream<LogRecord>, string | undefined>();
    const assertRoom = (reader: string | undefined): void => {
      const own = [...open.values()].filter((other) => other === reader).length;
      if (own < perPrincipal && open.size < inAll) return;
      throw new ApiError(
        'too_many_requests',
        own >= perPrincipal
          ? `This user or key has ${own} live tails open, as many as it may.`
          : `${open.size} live tails are open, as many as this server serves.`,
        { hint: 'Close one and try again.' },
      );
    };
    // Written out once for all who read it.
    const written = new WeakMap<LogRecord, string>();
    const encode = (entry: LogRecord): string => {
      const text = written.get(entry) ?? JSON.stringify(entry);
      written.set(entry, text);
      return text;
    };
    app.addHook('preClose', async () => {
      for (const stream of open.keys()) stream.end();
    });

    app.get(
      '/api/v1/tail',
      {
        onRequest: mayRead,
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
            429: errorResponseSchema,
          },
        },
      },
      async (request, reply) => {
        const reader = request.principal ? nameOf(request.principal) : undefined;
        assertRoom(reader);
        let stream: EventStream<LogRecord> | undefined;
        const unsubscribe = live.subscribe(request.query.query, (entries, dropped) => stream?.push(entries, dropped));
        stream = createEventStream<LogRecord>({
          event: 'entries',
          encode,
          onClose: () => {
            clearInterval(recheck);
            unsubscribe();
            if (!stream) return;
            open.delete(stream);
            observer.closed(stream.dropped);
          },
        });
        const { end: endStream } = stream;
        const end = (): void => {
          // A reader that does not read keeps its stream open for a while: it is not asked about again.
          clearInterval(recheck);
          endStream();
        };
        const recheck = setInterval(() => {
          mayRead(request, reply).catch((error: unknown) => {
            // A control database that is away for a moment ends nothing.
            if (error instanceof AccessError) end();
            else request.log.warn({ err: error }, 'who reads a live tail could not be checked again');
          });
        }, recheckMs);
        recheck.unref();
        open.set(stream, reader);
        observer.opened();
        // X-Accel-Buffering keeps nginx from holding the events back.
        reply.header('x-accel-buffering', 'no').type('text/event-stream; charset=utf-8');
        return reply.send(stream.body);
      },
    );
  };
