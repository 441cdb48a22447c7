import { errorDetail } from '@heartwood/redact';
import type { Channel, ConsumeMessage } from 'amqplib';
import { carriedHeaders, injectContext } from '../context/message.js';
import { workerFailed } from '../job/entries.js';
import { runJob } from '../job/run-job.js';
import type { Logger } from '../logger/logger.js';

/** What {@link messageConsumer} takes. */
export interface MessageConsumerOptions {
  readonly log: Logger;
  /** The channel the messages come from; they are acknowledged on it. */
  readonly channel: Pick<Channel, 'ack' | 'nack'>;
  readonly queue: string;
  /** How often a message that failed is put back into the queue before it is given up. Default 0. */
  readonly retries?: number;
}

/**
 * Headers for `channel.publish` and `sendToQueue` that carry the ids of the current context to the consumer.
 *
 * @example channel.sendToQueue('mails', body, { headers: messageHeaders() });
 */
export const messageHeaders = (headers: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  injectContext(headers);

/**
 * Wraps the handler of a consumer: every message is handled in the context its producer was in, and how it started, ended and
 * how long it took is written. A message is acknowledged when the handler is done; when it throws, the message goes back to the
 * queue while there are retries left, and is rejected afterwards, to the dead-letter exchange where the queue has one.
 *
 * RabbitMQ counts deliveries on quorum queues only. On a classic queue a message is known to have been delivered before, not how
 * often, so that more than one retry would never end: `retries` counts as at most 1 there.
 *
 * @example
 * await channel.consume('mails', messageConsumer({ log, channel, queue: 'mails', retries: 1 }, async (message) => {
 *   await send(JSON.parse(message.content.toString()));
 * }));
 */
export function messageConsumer(
  options: MessageConsumerOptions,
  handler: (message: ConsumeMessage) => unknown,
): (message: ConsumeMessage | null) => Promise<void> {
  const { log, channel, queue, retries = 0 } = options;
  const trouble = (reason: string, err?: unknown): void => {
    log.emit(workerFailed, { system: 'rabbitmq', queue, reason, err });
  };
  return async (message) => {
    if (message === null) return trouble('the broker cancelled the consumer');
    const attempt = attemptOf(message);
    const again = attempt <= retries;
    const facts = {
      system: 'rabbitmq',
      queue,
      job: message.fields.routingKey || queue,
      job_id: textOf(message.properties.messageId),
      attempt,
      attempts: retries + 1,
    } as const;
    const settle = (how: () => void): void => {
      try {
        how();
      } catch (err) {
        // The channel is closed: the broker delivers the message again, to whoever consumes then.
        trouble(`a message could not be settled: ${errorDetail(err).message ?? ''}`, err);
      }
    };
    try {
      const { headers } = message.properties;
      await runJob(
        log,
        facts,
        carriedHeaders(headers),
        () => (again ? 'retried' : 'failed'),
        () => handler(message),
      );
    } catch {
      // Written by runJob; the broker is told what becomes of the message.
      return settle(() => channel.nack(message, false, again));
    }
    settle(() => channel.ack(message));
  };
}

/** Quorum queues count deliveries before this one; classic queues only tell that there was one. */
function attemptOf(message: ConsumeMessage): number {
  const before: unknown = message.properties.headers?.['x-delivery-count'];
  if (typeof before === 'number') return before + 1;
  return message.fields.redelivered ? 2 : 1;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
