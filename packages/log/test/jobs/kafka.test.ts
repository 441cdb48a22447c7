import { type Consumer, Kafka, logLevel, type Producer } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { withContext } from '../../src/context/context.js';
import {
  jobCompleted,
  jobRetried,
  jobStarted,
  logConsumer,
  messageConsumer,
  messageHeaders,
  workerFailed,
} from '../../src/kafka/index.js';
import { createLogger } from '../../src/logger/create-logger.js';
import { memory } from '../../src/sinks/memory.js';
import { KCAT, startKafka } from '../programs/kafka.js';
import { programMissing, type RunningProgram } from '../programs/program.js';

const captured = memory();
const log = createLogger({ service: 'shop', env: {}, handleExit: false, sinks: [captured] });

describe.skipIf(programMissing(KCAT, 'kcat'))("kafkajs on librdkafka's test cluster (L14)", () => {
  let broker: RunningProgram;
  let producer: Producer;
  let consumer: Consumer;
  let failures = 0;

  beforeAll(async () => {
    broker = await startKafka();
    const kafka = new Kafka({ brokers: [broker.url], logLevel: logLevel.NOTHING });
    producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic: 'mails', messages: [{ value: 'first' }] });
    consumer = kafka.consumer({
      groupId: 'mailer',
      retry: { initialRetryTime: 10, maxRetryTime: 50, retries: 1 },
      maxWaitTimeInMs: 100,
      heartbeatInterval: 500,
      sessionTimeout: 6_000,
    });
    logConsumer(consumer, { log, queue: 'mails' });
    await consumer.connect();
    await consumer.subscribe({ topic: 'mails', fromBeginning: true });
    const eachMessage = messageConsumer({ log }, async ({ message }) => {
      log.info(`inside ${message.value}`);
      if (message.value?.toString() === 'flaky' && failures++ < 3) throw new Error('mail server away');
    });
    await consumer.run({ eachMessage });
    await vi.waitUntil(() => captured.ofType(jobCompleted).length > 0, { timeout: 50_000 });
  }, 90_000);
  afterAll(async () => {
    await consumer?.disconnect();
    await producer?.disconnect();
    await broker?.stop();
  }, 60_000);

  it('a message has the ids of the request that sent it, and its times', async () => {
    captured.clear();
    await withContext({ request_id: 'r_1', correlation_id: 'c_1' }, () =>
      producer.send({ topic: 'mails', messages: [{ value: 'x', headers: messageHeaders({ kind: 'invoice' }) }] }),
    );
    const completed = await vi.waitUntil(() => captured.ofType(jobCompleted)[0], { timeout: 25_000 });
    const ids = { request_id: 'r_1', correlation_id: 'c_1', job_id: expect.stringMatching(/^\d+:\d+$/) };
    expect(completed).toMatchObject({
      system: 'kafka',
      queue: 'mails',
      attempt: 1,
      duration_ms: expect.any(Number),
      ...ids,
    });
    expect(captured.ofType(jobStarted)).toMatchObject([{ waited_ms: expect.any(Number), ...ids }]);
    expect(captured.entries.find((entry) => entry.message === 'inside x')).toMatchObject(ids);
  });

  it('a message that fails is delivered again until it is handled, also when the consumer crashes over it', async () => {
    captured.clear();
    failures = 0;
    await withContext({ request_id: 'r_2' }, () =>
      producer.send({ topic: 'mails', messages: [{ value: 'flaky', headers: messageHeaders() }] }),
    );
    const completed = await vi.waitUntil(() => captured.ofType(jobCompleted)[0], { timeout: 50_000 });
    expect(completed).toMatchObject({ attempt: 4, request_id: 'r_2' });
    expect(captured.ofType(jobRetried).map((entry) => [entry.attempt, entry.reason])).toEqual([
      [1, 'mail server away'],
      [2, 'mail server away'],
      [3, 'mail server away'],
    ]);
    expect(captured.ofType(workerFailed)[0]?.reason).toContain('starts again');
  }, 60_000);
});
