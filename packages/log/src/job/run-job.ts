import { errorDetail } from '@heartwood/redact';
import { withContext } from '../context/context.js';
import { contextFromHeaders } from '../context/headers.js';
import type { Logger } from '../logger/logger.js';
import { millisecondsSince } from '../stamp/elapsed.js';
import { jobCompleted, jobFailed, jobPostponed, jobRetried, jobStarted } from './entries.js';

/** What is known of a job when it starts. */
export interface JobFacts {
  readonly system: 'bullmq' | 'rabbitmq' | 'kafka';
  readonly queue: string;
  readonly job: string;
  readonly job_id?: string | undefined;
  readonly attempt: number;
  readonly attempts?: number | undefined;
  readonly waited_ms?: number | undefined;
}

/** What an error means for its job. */
export type JobEnd = 'retried' | 'failed' | 'postponed';

/**
 * Runs a job in the context its producer was in: the same request, correlation and trace ids, with a span, queue and job id of
 * its own. Writes how it started and ended.
 *
 * @param carrier headers the message brought
 * @param endOf what the queue will do after this error
 * @returns what `run` returns
 * @throws what `run` throws
 */
export function runJob<Result>(
  log: Logger,
  facts: JobFacts,
  carrier: Readonly<Record<string, string>>,
  endOf: (err: unknown) => JobEnd,
  run: () => Result | Promise<Result>,
): Promise<Result> {
  const { waited_ms, ...job } = facts;
  return withContext({ ...contextFromHeaders(carrier), queue: job.queue, job_id: job.job_id }, async () => {
    const started = performance.now();
    log.emit(jobStarted, { ...job, waited_ms });
    try {
      const result = await run();
      log.emit(jobCompleted, { ...job, duration_ms: millisecondsSince(started) });
      return result;
    } catch (err) {
      const { message, type } = errorDetail(err);
      const values = { ...job, duration_ms: millisecondsSince(started), reason: message ?? type ?? '' };
      const end = endOf(err);
      if (end === 'postponed') log.emit(jobPostponed, values);
      else log.emit(end === 'retried' ? jobRetried : jobFailed, { ...values, err });
      throw err;
    }
  });
}
