import { freePort } from './free-port.js';
import { type RunningProgram, startChild, untilReady } from './program.js';

export const KCAT = '/usr/bin/kcat';

/**
 * A Kafka broker that speaks the real protocol: the cluster librdkafka has for tests, inside a `kcat` process. Debian has no Kafka
 * itself. It knows topics, consumer groups, record headers and offsets, and keeps everything in memory.
 */
export async function startKafka(): Promise<RunningProgram> {
  // kcat is a producer that waits for lines from its standard input; nobody listens at the address it is given.
  const args = ['-P', '-t', 'warm-up', '-b', `127.0.0.1:${await freePort()}`];
  const child = startChild(KCAT, [...args, '-X', 'test.mock.num.brokers=1', '-d', 'mock'], {});
  const address = () => /bootstrap\.servers=(127\.0\.0\.1:\d+)/.exec(child.said())?.[1];
  await untilReady(child, () => address() !== undefined);
  return {
    url: address() ?? '',
    async stop() {
      // It reads until its input ends, and minds no signal before.
      child.process.stdin?.end();
      await child.end();
    },
  };
}
