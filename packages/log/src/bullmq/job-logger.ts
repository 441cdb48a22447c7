import { errorMonitor } from 'node:events';
import { errorDetail } from '@heartwood/redact';
import type { Job, JobsOptions, Processor, Worker } from 'bullmq';
import { contextHeaders } from '../context/headers.js';
import { carriedHeaders } from '../context/message.js';
import { jobStalled, workerFailed } from '../job/entries.js';
import { type JobEnd, runJob } from '../job/run-job.js';
import type { Logger } from '../logger/logger.js';
import { listen } from '../method/observe-method.js';

/** What the functions of this integration take. */
export interface JobLoggerOptions {
  readonly log: Logger;
}

/**
 * Options for `queue.add` that carry the ids of the current context to the worker. They travel where BullMQ itself keeps them
 * for tracing, so that a job from a producer with `bullmq-otel` is understood too.
 *
 * @example await queue.add('invoice', { order }, jobOptions({ attempts: 3 }));
 */
export function jobOptions(options: JobsOptions = {}): JobsOptions {
  if (options.telemetry?.metadata !== undefined) return options;
  return { ...options, telemetry: { ...options.telemetry, metadata: JSON.stringify(contextHeaders()) } };
}

/**
 * Wraps a processor: every job runs in the context its producer was in, and how it started, ended and how long it took is
 * written.
 *
 * @example new Worker('mails', jobProcessor({ log }, async (job) => send(job.data)), { connection });
 */
export function jobProcessor<Data, Result, Name extends string>(
  options: JobLoggerOptions,
  processor: Processor<Data, Result, Name>,
): Processor<Data, Result, Name> {
  return (job, ...rest) => {
    // BullMQ keeps 0 when nothing was said; either way there is one attempt.
    const attempts = job.opts.attempts || 1;
    const attempt = job.attemptsMade + 1;
    const { processedOn, timestamp, delay } = job;
    const facts = {
      system: 'bullmq',
      queue: job.queueName,
      job: job.name,
      job_id: job.id,
      attempt,
      attempts,
      waited_ms: attempt === 1 && processedOn !== undefined ? Math.max(0, processedOn - timestamp - delay) : undefined,
    } as const;
    return runJob(
      options.log,
      facts,
      carrierIn(job),
      (err) => endOf(err, attempt < attempts),
      () => processor(job, ...rest),
    );
  };
}

/**
 * Logs what a worker tells of itself: stalled jobs, lost connections.
 *
 * @example logWorker(worker, { log });
 */
export function logWorker(worker: Worker, options: JobLoggerOptions): void {
  const { log } = options;
  const { name: queue } = worker;
  worker.on('stalled', (jobId) => log.emit(jobStalled, { system: 'bullmq', queue, job_id: jobId }));
  // A monitor: whether anybody handles the error stays the application's business.
  listen(worker, errorMonitor, (err) => {
    log.emit(workerFailed, { system: 'bullmq', queue, reason: errorDetail(err).message ?? '', err });
  });
}

/** BullMQ's own errors for a job that goes back to its queue; `UnrecoverableError` allows no further attempt. */
const POSTPONING: ReadonlySet<string> = new Set([
  'DelayedError',
  'WaitingError',
  'WaitingChildrenError',
  'RateLimitError',
]);

function endOf(err: unknown, more: boolean): JobEnd {
  const name = err instanceof Error ? err.name : '';
  if (POSTPONING.has(name)) return 'postponed';
  return more && name !== 'UnrecoverableError' ? 'retried' : 'failed';
}

function carrierIn(job: Pick<Job, 'opts'>): Record<string, string> {
  try {
    return carriedHeaders(JSON.parse(job.opts.telemetry?.metadata ?? '{}'));
  } catch {
    // Whatever another producer keeps there that is not JSON brings no ids; the job gets new ones.
    return {};
  }
}
