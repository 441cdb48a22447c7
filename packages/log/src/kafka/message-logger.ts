import { errorDetail } from '@heartwood/redact';
import type { Consumer, EachMessageHandler, IHeaders } from 'kafkajs';
import { carriedHeaders, injectContext } from '../context/message.js';
import { workerFailed } from '../job/entries.js';
import { runJob } from '../job/run-job.js';
import type { Logger } from '../logger/logger.js';

/** What the functions of this integration take. */
export interface MessageLoggerOptions {
  readonly log: Logger;
}

/**
 * Headers for a message that carry the ids of the current context to the consumer.
 *
 * @example await producer.send({ topic: 'mails', messages: [{ value, headers: messageHeaders() }] });
 */
export const messageHeaders = (headers: IHeaders = {}): IHeaders => injectContext(headers);

/**
 * Wraps the `eachMessage` of a consumer: every message is handled in the context its producer was in, and how it started, ended
 * and how long it took is written. What the handler throws is passed on: kafkajs delivers the message again until it is
 * handled, so that an attempt that fails is `job.retried`.
 *
 * @example await consumer.run({ eachMessage: messageConsumer({ log }, async ({ message }) => send(message.value)) });
 */
export function messageConsumer(options: MessageLoggerOptions, handler: EachMessageHandler): EachMessageHandler {
  // One entry per partition this process consumes: the offset it is at, and how often that was tried.
  const tries = new Map<string, { offset: string; count: number }>();
  return async (payload) => {
    const { topic, partition, message } = payload;
    const key = `${topic}/${partition}`;
    const known = tries.get(key);
    const attempt = known?.offset === message.offset ? known.count + 1 : 1;
    tries.set(key, { offset: message.offset, count: attempt });
    const sent = Number(message.timestamp);
    const facts = {
      system: 'kafka',
      queue: topic,
      job: topic,
      job_id: `${partition}:${message.offset}`,
      attempt,
      waited_ms: attempt === 1 && sent > 0 ? Math.max(0, Date.now() - sent) : undefined,
    } as const;
    await runJob(
      options.log,
      facts,
      carriedHeaders(message.headers),
      () => 'retried',
      () => handler(payload),
    );
  };
}

/**
 * Logs what a consumer tells of itself: crashes, with whether kafkajs starts it again.
 *
 * @param options.queue name of the consumer in the entries, such as its group or topic
 *
 * @example logConsumer(consumer, { log, queue: 'mails' });
 */
export function logConsumer(consumer: Consumer, options: MessageLoggerOptions & { readonly queue: string }): void {
  const { log, queue } = options;
  consumer.on(consumer.events.CRASH, ({ payload: { error: err, restart } }) => {
    const reason = `${errorDetail(err).message ?? ''} (${restart ? 'starts again' : 'stopped'})`;
    log.emit(workerFailed, { system: 'kafka', queue, reason, err });
  });
}
