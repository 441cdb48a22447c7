import { entryType } from '../entry/entry-type.js';
import { field as f } from '../entry/field.js';

const job = {
  system: f.enum(['bullmq', 'rabbitmq', 'kafka'], { class: 'public' }),
  queue: f.string({ class: 'public', description: 'Queue or topic the job came from.' }),
  job: f.string({ class: 'public', description: 'Kind of job: its name or routing key.' }),
  job_id: f.string({ optional: true, description: 'Id within the queue; partition and offset in Kafka.' }),
  attempt: f.integer({ description: 'Counts from 1.' }),
  attempts: f.integer({ optional: true, description: 'How often it is tried at most.' }),
} as const;

const failure = {
  duration_ms: f.standard(),
  reason: f.string({ description: 'Message of the error.' }),
  err: f.error(),
} as const;

/** A worker began to work on a job. */
export const jobStarted = entryType('job.started', {
  level: 'info',
  message: '{job} started',
  description: 'A worker took a job from its queue.',
  fields: {
    ...job,
    waited_ms: f.duration({ optional: true, description: 'From when the job was due until it was taken.' }),
  },
});

/** A job is done. */
export const jobCompleted = entryType('job.completed', {
  level: 'info',
  message: '{job} completed',
  description: 'A job was done.',
  fields: { ...job, duration_ms: f.standard() },
});

/** An attempt failed, and there will be another. */
export const jobRetried = entryType('job.retried', {
  level: 'warning',
  message: '{job} failed and will be tried again: {reason}',
  description: 'An attempt at a job failed; the queue will deliver it again.',
  fields: { ...job, ...failure },
});

/** The last attempt failed. */
export const jobFailed = entryType('job.failed', {
  level: 'error',
  message: '{job} failed: {reason}',
  description: 'A job failed for good: it is dropped, kept as failed or moved to a dead-letter queue.',
  fields: { ...job, ...failure },
});

/** A job gave itself back without having failed. */
export const jobPostponed = entryType('job.postponed', {
  level: 'info',
  message: '{job} postponed: {reason}',
  description: 'A job was put off by its own code: delayed, waiting for children or held by a rate limit.',
  fields: { ...job, duration_ms: f.standard(), reason: f.string() },
});

/** A worker stopped telling that it still works on a job. */
export const jobStalled = entryType('job.stalled', {
  level: 'warning',
  message: 'Job {job_id} of {queue} stalled',
  description:
    'A worker no longer renewed its lock on a job: it crashed, or its event loop was blocked. The job is given to another.',
  fields: { system: job.system, queue: job.queue, job_id: f.string() },
});

/** A worker or consumer itself is in trouble, whatever it was working on. */
export const workerFailed = entryType('job.worker_failed', {
  level: 'error',
  message: 'Worker of {queue}: {reason}',
  description: 'A worker lost its queue, could not settle a message or stopped.',
  fields: { system: job.system, queue: job.queue, reason: f.string(), err: f.error({ optional: true }) },
});
