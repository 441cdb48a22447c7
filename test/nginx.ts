import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const NGINX = '/usr/sbin/nginx';

/** Debian's nginx with its default (combined) access log, on a loopback port and in a folder of its own. */
export class Nginx {
  readonly accessLog: string;
  #process: ChildProcess | undefined;
  readonly #dir: string;
  readonly #port: number;

  constructor(dir: string, port: number) {
    this.#dir = dir;
    this.#port = port;
    this.accessLog = join(dir, 'access.log');
  }

  static get installed(): boolean {
    return existsSync(NGINX);
  }

  async start(): Promise<void> {
    await mkdir(join(this.#dir, 'html'), { recursive: true });
    await writeFile(join(this.#dir, 'html', 'index.html'), '<h1>it works</h1>\n');
    const configuration = join(this.#dir, 'nginx.conf');
    await writeFile(configuration, this.#configuration());
    this.#process = spawn(NGINX, ['-c', configuration, '-p', this.#dir], { stdio: ['ignore', 'ignore', 'inherit'] });
    for (const deadline = Date.now() + 60_000; ; await sleep(50)) {
      try {
        const answer = await fetch(`http://127.0.0.1:${this.#port}/`);
        await answer.arrayBuffer();
        return;
      } catch (error) {
        if (Date.now() > deadline) throw new Error('nginx does not answer', { cause: error });
      }
    }
  }

  async stop(): Promise<void> {
    const running = this.#process;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGQUIT');
    await once(running, 'exit');
  }

  #configuration(): string {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `  ${name}_temp_path ${join(this.#dir, name)};`)
      .join('\n');
    // Started as root, nginx gives its worker to nobody, who cannot enter a folder of mode 0700.
    const user = process.getuid?.() === 0 ? 'user root;\n' : '';
    return `${user}daemon off;
worker_processes 1;
pid ${join(this.#dir, 'nginx.pid')};
error_log ${join(this.#dir, 'error.log')};
events {}
http {
${temporary}
  access_log ${this.accessLog};
  server {
    listen 127.0.0.1:${this.#port};
    root ${join(this.#dir, 'html')};
  }
}
`;
  }
}
