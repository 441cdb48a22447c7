import { entryType, f } from '@heartwood/log';

const job = {
  job: f.object('job'),
  kind: f.enum(['invoice document', 'order mail', 'replenishment']),
  attempt: f.integer({ description: 'From 1.' }),
};

export const jobStarted = entryType('job.started', {
  level: 'debug',
  message: 'Job {kind} started, attempt {attempt}',
  description: 'The worker took a job from the queue.',
  fields: { ...job, waited: f.duration({ description: 'Milliseconds in the queue.' }) },
});

export const jobCompleted = entryType('job.completed', {
  level: 'info',
  message: 'Job {kind} completed',
  description: 'The worker did a job.',
  fields: { ...job, duration_ms: f.standard(), result: f.json({ optional: true }) },
});

export const jobRetried = entryType('job.retried', {
  level: 'warning',
  message: 'Job {kind} failed, attempt {attempt}: next in {wait} ms',
  description: 'A job failed and will be tried again.',
  fields: { ...job, duration_ms: f.standard(), wait: f.duration(), err: f.error() },
});

export const jobDeadLettered = entryType('job.dead_lettered', {
  level: 'error',
  message: 'Job {kind} given up after {attempt} attempts',
  description: 'A job failed as often as it may; it waits in the dead letter queue for somebody to look at.',
  fields: { ...job, duration_ms: f.standard(), err: f.error() },
});
