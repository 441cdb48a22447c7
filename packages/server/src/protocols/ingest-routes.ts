import type { FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import type { Limits } from '../pipeline/limits.js';
import type { Ingest, Source } from '../pipeline/raw-batch.js';
import type { BodyBudget } from './body/body-budget.js';

/** What every ingest protocol's routes are given. */
export interface IngestRouteOptions {
  readonly ingest: Ingest;
  /** Answers 401 or 403 itself when the request may not write. Runs before the body is read. */
  readonly authenticate: preHandlerAsyncHookHandler;
  /** Who sends, after `authenticate` has passed. */
  readonly source: (request: FastifyRequest) => Omit<Source, 'protocol'>;
  /** Shared by all protocols of a server. Default: 128 MiB of this protocol's own. */
  readonly budget?: BodyBudget;
  readonly limits?: Partial<Limits>;
}
