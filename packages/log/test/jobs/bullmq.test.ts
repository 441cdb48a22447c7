import { randomUUID } from 'node:crypto';
import { DelayedError, type Job, Queue, UnrecoverableError, Worker } from 'bullmq';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  jobCompleted,
  jobFailed,
  jobOptions,
  jobPostponed,
  jobProcessor,
  jobRetried,
  jobStarted,
  logWorker,
  workerFailed,
} from '../../src/bullmq/index.js';
import { withContext } from '../../src/context/context.js';
import { createLogger } from '../../src/logger/create-logger.js';
import { memory } from '../../src/sinks/memory.js';
import { programMissing, type RunningProgram } from '../programs/program.js';
import { REDIS, startRedis } from '../programs/redis.js';

const captured = memory();
const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [captured] });
const TRACE = { trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', span_id: '00f067aa0ba902b7' };

describe.skipIf(programMissing(REDIS, 'redis-server'))('BullMQ on a real Redis (L14)', () => {
  let redis: RunningProgram;
  let queue: Queue;
  let worker: Worker;

  beforeAll(async () => {
    redis = await startRedis();
    const connection = { url: redis.url, maxRetriesPerRequest: null };
    queue = new Queue('mails', { connection });
    const processor = jobProcessor({ log }, async (job: Job<{ delayed?: boolean }>, token) => {
      log.info('inside');
      if (job.name === 'flaky' && job.attemptsMade === 0) throw new Error('mail server away');
      if (job.name === 'broken') throw new Error('no such address');
      if (job.name === 'hopeless') throw new UnrecoverableError('never');
      if (job.name === 'later' && job.data.delayed !== true) {
        await job.updateData({ delayed: true });
        await job.moveToDelayed(Date.now() + 10, token);
        throw new DelayedError();
      }
      return 'sent';
    });
    worker = new Worker('mails', processor, { connection });
    logWorker(worker, { log });
  }, 60_000);
  afterAll(async () => {
    await worker?.close();
    await queue?.close();
    await redis?.stop();
  }, 60_000);
  afterEach(() => captured.clear());

  const until = (event: typeof jobCompleted | typeof jobFailed) =>
    vi.waitUntil(() => captured.ofType(event)[0], { timeout: 30_000 });

  it('a job has the ids of the request that added it, a span of its own, and its times', async () => {
    // One that is known already would not be run again.
    const jobId = `i-${randomUUID()}`;
    await withContext({ request_id: 'r_1', correlation_id: 'c_1', ...TRACE }, () =>
      queue.add('invoice', {}, jobOptions({ jobId })),
    );
    const completed = await until(jobCompleted);
    const ids = { request_id: 'r_1', correlation_id: 'c_1', trace_id: TRACE.trace_id };
    expect(completed).toMatchObject({
      message: 'invoice completed',
      system: 'bullmq',
      queue: 'mails',
      job_id: jobId,
      attempt: 1,
      attempts: 1,
      duration_ms: expect.any(Number),
      ...ids,
    });
    expect(completed?.span_id).not.toBe(TRACE.span_id);
    expect(captured.ofType(jobStarted)).toMatchObject([{ waited_ms: expect.any(Number), ...ids }]);
    const inside = captured.entries.find((entry) => entry.message === 'inside');
    expect(inside).toMatchObject({ ...ids, queue: 'mails', job_id: jobId });
  });

  it('an attempt that failed is retried, and the next one is of the same request', async () => {
    await withContext({ request_id: 'r_2' }, () => queue.add('flaky', {}, jobOptions({ attempts: 2 })));
    expect(await until(jobCompleted)).toMatchObject({ attempt: 2, attempts: 2, request_id: 'r_2' });
    expect(captured.ofType(jobRetried)).toMatchObject([
      { level: 'WARNING', attempt: 1, reason: 'mail server away', error: { type: 'Error' }, request_id: 'r_2' },
    ]);
  });

  it.each([
    ['broken', 2, ['job.retried', 'job.failed'], 'no such address'],
    ['hopeless', 3, ['job.failed'], 'never'],
  ])('%s ends as failed', async (name, attempts, events, reason) => {
    await queue.add(name, {}, { attempts });
    expect(await until(jobFailed)).toMatchObject({ level: 'ERROR', reason, duration_ms: expect.any(Number) });
    const ends = captured.entries.map((entry) => entry.event).filter((event) => events.includes(event));
    expect(ends).toEqual(events);
  });

  it('a job that puts itself off has not failed', async () => {
    await queue.add('later', {});
    await until(jobCompleted);
    expect(captured.ofType(jobPostponed)).toMatchObject([{ level: 'INFO', job: 'later' }]);
    expect(captured.ofType(jobFailed)).toEqual([]);
  });

  it('what another producer keeps in its metadata does no harm', async () => {
    await queue.add('invoice', {}, { telemetry: { metadata: 'no json' } });
    expect(await until(jobCompleted)).toMatchObject({ request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it('writes errors of the worker itself', () => {
    worker.once('error', () => {});
    worker.emit('error', new Error('connection lost'));
    expect(captured.ofType(workerFailed)).toMatchObject([{ queue: 'mails', reason: 'connection lost' }]);
  });
});
