import { type Channel, type ChannelModel, connect } from 'amqplib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  jobCompleted,
  jobFailed,
  jobRetried,
  jobStarted,
  messageConsumer,
  messageHeaders,
  workerFailed,
} from '../../src/amqp/index.js';
import { withContext } from '../../src/context/context.js';
import { createLogger } from '../../src/logger/create-logger.js';
import { memory } from '../../src/sinks/memory.js';
import { programMissing, type RunningProgram } from '../programs/program.js';
import { RABBITMQ, startRabbitmq } from '../programs/rabbitmq.js';

const captured = memory();
const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [captured] });

describe.skipIf(programMissing(RABBITMQ, 'rabbitmq-server'))('amqplib on a real RabbitMQ (L14)', () => {
  let rabbitmq: RunningProgram;
  let connection: ChannelModel;
  let channel: Channel;
  const dead: string[] = [];

  beforeAll(async () => {
    rabbitmq = await startRabbitmq();
    connection = await connect(rabbitmq.url);
    channel = await connection.createChannel();
    await channel.assertQueue('dead');
    await channel.consume('dead', (message) => message && dead.push(message.content.toString()), { noAck: true });
    const arguments_ = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' };
    await channel.assertQueue('mails', { arguments: { ...arguments_, 'x-queue-type': 'quorum' } });
    await channel.assertQueue('classic', { arguments: arguments_ });
    for (const queue of ['mails', 'classic']) {
      const options = { log, channel, queue, retries: queue === 'mails' ? 2 : 1 };
      const handler = messageConsumer(options, (message) => {
        log.info('inside');
        if (message.content.toString().startsWith('broken')) throw new Error('no such address');
      });
      await channel.consume(queue, handler);
    }
  }, 120_000);
  afterAll(async () => {
    await connection?.close();
    await rabbitmq?.stop();
  }, 60_000);
  afterEach(() => captured.clear());

  const until = (event: typeof jobCompleted | typeof jobFailed) =>
    vi.waitUntil(() => captured.ofType(event)[0], { timeout: 30_000 });

  it('a message has the ids of the request that sent it, and its times', async () => {
    withContext({ request_id: 'r_1', correlation_id: 'c_1' }, () =>
      channel.sendToQueue('mails', Buffer.from('x'), {
        messageId: 'm-1',
        headers: messageHeaders({ kind: 'invoice' }),
      }),
    );
    const ids = { request_id: 'r_1', correlation_id: 'c_1', job_id: 'm-1' };
    expect(await until(jobCompleted)).toMatchObject({
      system: 'rabbitmq',
      queue: 'mails',
      job: 'mails',
      attempt: 1,
      duration_ms: expect.any(Number),
      ...ids,
    });
    expect(captured.ofType(jobStarted)).toMatchObject([ids]);
    expect(captured.entries.find((entry) => entry.message === 'inside')).toMatchObject(ids);
    // Acknowledged: the broker has nothing left of it.
    await vi.waitUntil(async () => (await channel.checkQueue('mails')).messageCount === 0, { timeout: 30_000 });
  });

  it.each([
    ['mails', [1, 2], 3],
    ['classic', [1], 2],
  ])('%s: a message that fails is put back, then given to the dead-letter queue', async (queue, retried, last) => {
    channel.sendToQueue(queue, Buffer.from(`broken ${queue}`), { headers: messageHeaders() });
    expect(await until(jobFailed)).toMatchObject({ level: 'ERROR', attempt: last, reason: 'no such address' });
    expect(captured.ofType(jobRetried).map((entry) => entry.attempt)).toEqual(retried);
    await vi.waitUntil(() => dead.includes(`broken ${queue}`), { timeout: 30_000 });
  });

  it('tells when the broker cancels the consumer, and when a message cannot be settled', async () => {
    await channel.assertQueue('short');
    const other = await connection.createChannel();
    const slow = messageConsumer({ log, channel: other, queue: 'short' }, () => other.close());
    await other.consume('short', slow);
    channel.sendToQueue('short', Buffer.from('x'));
    await vi.waitUntil(() => captured.ofType(workerFailed).length > 0, { timeout: 30_000 });
    expect(captured.ofType(workerFailed)[0]?.reason).toContain('could not be settled');
    captured.clear();
    const third = await connection.createChannel();
    await third.consume(
      'short',
      messageConsumer({ log, channel: third, queue: 'short' }, () => {}),
    );
    await channel.deleteQueue('short');
    await vi.waitUntil(() => captured.ofType(workerFailed).length > 0, { timeout: 30_000 });
    expect(captured.ofType(workerFailed)[0]?.reason).toBe('the broker cancelled the consumer');
  });
});
