import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { currentContext, type Logger, millisecondsSince, withContext } from '@heartwood/log';
import { jobCompleted, jobDeadLettered, jobRetried, jobStarted } from '../entries/index.js';

export type JobKind = 'invoice document' | 'order mail' | 'replenishment';

/** Work for later. `run` does it and returns something worth logging. */
export interface Job {
  readonly kind: JobKind;
  run(): Promise<object | undefined>;
}

export interface Worker {
  /** Puts a job into the queue, with the ids of whatever the caller is doing. */
  enqueue(job: Job): void;
  /** Jobs that failed as often as they may. */
  readonly deadLetters: readonly Job[];
  /** Waits until nothing is left to do. */
  idle(): Promise<void>;
  /** Takes nothing more; returns how many jobs are left undone. */
  close(): Promise<number>;
}

export interface WorkerOptions {
  /** Jobs done at the same time. Default 2. */
  readonly concurrency?: number;
  /** How often a job is tried. Default 4. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt; doubles. Default 1,000. */
  readonly firstWait?: number;
}

/** Dead letters kept for somebody to look at; the oldest give way. */
const LETTERS = 100;

/** A queue inside the process and those who work on it. Entries of a job carry the ids of the request that asked for it. */
export function createWorker(log: Logger, options: WorkerOptions = {}): Worker {
  const { concurrency = 2, attempts = 4, firstWait = 1_000 } = options;
  const queue: (() => Promise<void>)[] = [];
  const running = new Set<Promise<void>>();
  const deadLetters: Job[] = [];
  const closing = new AbortController();

  const work = async (id: string, job: Job, enqueued: number): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      const about = { job: id, kind: job.kind, attempt };
      const started = performance.now();
      log.emit(jobStarted, { ...about, waited: started - enqueued });
      try {
        const result = await job.run();
        log.emit(jobCompleted, { ...about, duration_ms: millisecondsSince(started), result });
        return;
      } catch (err) {
        const duration_ms = millisecondsSince(started);
        if (attempt === attempts) {
          log.emit(jobDeadLettered, { ...about, duration_ms, err });
          deadLetters.push(job);
          if (deadLetters.length > LETTERS) deadLetters.shift();
          return;
        }
        const wait = firstWait * 2 ** (attempt - 1);
        log.emit(jobRetried, { ...about, duration_ms, wait, err });
        // Closing ends the wait; the job counts as undone then.
        await sleep(wait, undefined, { signal: closing.signal });
      }
    }
  };
  const fill = (): void => {
    while (running.size < concurrency && !closing.signal.aborted) {
      const next = queue.shift();
      if (!next) return;
      const done: Promise<void> = next().finally(() => {
        running.delete(done);
        fill();
      });
      running.add(done);
    }
  };
  let undone = 0;
  return {
    enqueue(job) {
      const { request_id: requested_by, trace_id, span_id, correlation_id, user_id, session_id } = currentContext();
      const context = { requested_by, trace_id, span_id, correlation_id, user_id, session_id };
      const id = `job_${randomBytes(5).toString('hex')}`;
      const enqueued = performance.now();
      queue.push(() =>
        withContext(context, () => work(id, job, enqueued)).catch(() => {
          undone++;
        }),
      );
      fill();
    },
    deadLetters,
    async idle() {
      while (running.size > 0 || queue.length > 0) await Promise.all(running);
    },
    async close() {
      closing.abort();
      await Promise.all(running);
      return undone + queue.length;
    },
  };
}
