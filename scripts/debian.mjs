// Programs that tests run for real and that npm does not ship. On Debian as root they are installed; elsewhere it says what to do.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

/** What each program is needed for, how it is recognised and which Debian package brings it. */
export const PROGRAMS = {
  chromium: {
    for: 'the browser tests',
    present: () => ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some(existsSync),
    packages: ['chromium'],
    elsewhere: 'install Chromium or Chrome',
  },
  postgresql: {
    for: 'the control database tests',
    present: () =>
      existsSync('/usr/lib/postgresql') &&
      readdirSync('/usr/lib/postgresql').some((version) => existsSync(`/usr/lib/postgresql/${version}/bin/initdb`)),
    packages: ['postgresql'],
    elsewhere: 'install the PostgreSQL server (initdb and pg_ctl)',
  },
  mariadb: {
    for: 'the tests of the MySQL integration',
    present: () => existsSync('/usr/sbin/mariadbd'),
    packages: ['mariadb-server'],
    elsewhere: 'install the MariaDB server (mariadbd and mariadb-install-db)',
  },
  redis: {
    for: 'the tests of the BullMQ integration',
    present: () => existsSync('/usr/bin/redis-server'),
    packages: ['redis-server'],
    elsewhere: 'install the Redis server',
  },
  rabbitmq: {
    for: 'the tests of the RabbitMQ integration',
    present: () => existsSync('/usr/lib/rabbitmq/bin/rabbitmq-server'),
    packages: ['rabbitmq-server'],
    elsewhere: 'install the RabbitMQ server',
  },
  kcat: {
    for: 'the tests of the Kafka integration (it holds the test cluster of librdkafka)',
    present: () => existsSync('/usr/bin/kcat'),
    packages: ['kcat'],
    elsewhere: 'install kcat',
  },
  nginx: {
    for: 'the test that sends a real access log',
    present: () => existsSync('/usr/sbin/nginx'),
    packages: ['nginx-light'],
    elsewhere: 'install nginx',
  },
  wrk: {
    for: 'the test that sends a real access log',
    present: () => existsSync('/usr/bin/wrk'),
    packages: ['wrk'],
    elsewhere: 'install wrk',
  },
};

/** Installs the programs that are missing where it can, and returns the names of those that still are. */
export function ensurePrograms(names = Object.keys(PROGRAMS)) {
  const missing = () => names.filter((name) => !PROGRAMS[name].present());
  if (missing().length === 0) return [];
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (debian) {
    const packages = missing().flatMap((name) => PROGRAMS[name].packages);
    console.log(`Installing ${packages.join(', ')} with apt-get (once)…`);
    // Debian starts a service on installation; a policy that refuses keeps the machine as it was.
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    const quiet = (args) =>
      spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
    quiet(['update']);
    quiet(['install', '-y', '--no-install-recommends', ...packages]);
  }
  const still = missing();
  for (const name of still)
    console.error(
      `Missing: ${name}, for ${PROGRAMS[name].for}. ${debian ? 'apt-get could not install it' : `Please ${PROGRAMS[name].elsewhere}`}.`,
    );
  return still;
}
