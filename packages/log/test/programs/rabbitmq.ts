import { join } from 'node:path';
import { connect } from 'amqplib';
import { freePort } from './free-port.js';
import { idsOf, ownFolder, type RunningProgram, removeFolder, startChild, untilReady } from './program.js';

export const RABBITMQ = '/usr/lib/rabbitmq/bin/rabbitmq-server';

/**
 * A private RabbitMQ with a node name, a data folder, a cookie and an Erlang port mapper (epmd) of its own, so that it meets no other
 * node and leaves nothing running; as root it runs as the user `rabbitmq`.
 */
export async function startRabbitmq(): Promise<RunningProgram> {
  const ids = idsOf('rabbitmq');
  const folder = ownFolder('rabbitmq', ids);
  const [port, distribution, mapper] = await Promise.all([freePort(), freePort(), freePort()]);
  const env = {
    PATH: '/usr/lib/rabbitmq/bin:/usr/bin:/bin:/usr/sbin:/sbin',
    HOME: folder,
    ERL_EPMD_PORT: String(mapper),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `heartwood-${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_LOGS: '-',
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'env'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
  };
  // Started here as a child: the Erlang runtime would leave the one it starts behind.
  const portMapper = startChild('/usr/bin/epmd', [], { ...ids, cwd: folder, env });
  const child = startChild(RABBITMQ, [], { ...ids, cwd: folder, env });
  const url = `amqp://guest:guest@127.0.0.1:${port}`;
  try {
    await untilReady(child, async () => {
      const connection = await connect(url);
      await connection.close();
      return true;
    });
  } catch (err) {
    await child.end();
    await portMapper.end();
    throw err;
  }
  return {
    url,
    async stop() {
      await child.end();
      await portMapper.end();
      removeFolder(folder);
    },
  };
}
