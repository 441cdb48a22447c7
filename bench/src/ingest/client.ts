import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import process from 'node:process';
import { makeBodies } from './entries.js';

/** What the parent tells the client process. */
export interface ClientJob {
  readonly url: string;
  readonly key: string;
  readonly rows: number;
  readonly bodyBytes: number;
  readonly connections: number;
  /** Unix milliseconds; the last entry's timestamp. */
  readonly until: number;
}

/** What it answers: `ready` once the bodies are made, then, told to go, how long it took until the last acknowledgment. */
export type ClientAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly accepted: number; readonly ms: number };

/** Sends one body and resolves with the number of accepted rows. */
function send(agent: Agent, { url, key }: ClientJob, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/x-ndjson',
      'content-length': body.length,
      'idempotency-key': randomUUID(),
    };
    const sent = request(`${url}/api/v1/ingest`, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve((JSON.parse(text) as { accepted: number }).accepted);
        else reject(new Error(`HTTP ${response.statusCode}: ${text}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function sendAll(job: ClientJob, bodies: readonly Buffer[]): Promise<{ accepted: number; ms: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: job.connections });
  const queue = [...bodies];
  let accepted = 0;
  const start = performance.now();
  const connection = async (): Promise<void> => {
    for (let body = queue.shift(); body !== undefined; body = queue.shift()) {
      const taken = await send(agent, job, body);
      accepted += taken;
    }
  };
  await Promise.all(Array.from({ length: job.connections }, connection));
  const ms = performance.now() - start;
  agent.destroy();
  return { accepted, ms };
}

/** Runs in a process of its own, so that the client does not share the server's event loop. */
function main(): void {
  const job = JSON.parse(process.argv[2] ?? '') as ClientJob;
  const bodies = makeBodies(job.rows, job.bodyBytes, job.until);
  const answer = (message: ClientAnswer): void => {
    process.send?.(message);
  };
  process.once('message', () => {
    sendAll(job, bodies).then(
      ({ accepted, ms }) => {
        answer({ kind: 'done', accepted, ms });
        process.disconnect();
      },
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  answer({ kind: 'ready' });
}

main();
