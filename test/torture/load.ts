import { setTimeout as sleep } from 'node:timers/promises';

/** What the clients know at the end: every number they were told is stored. */
export interface Load {
  readonly acknowledged: ReadonlySet<number>;
  /** How often a batch had to be sent again. */
  readonly resent: number;
  /** Stops after the batches under way are acknowledged. */
  stop(): Promise<void>;
}

const ENTRIES_PER_BATCH = 25;
const CLIENTS = 4;

/**
 * Clients that send numbered entries as fast as they are acknowledged, and send a batch again under the same
 * Idempotency-Key until it is: what at-least-once senders (the SDK, Vector, Fluent Bit) do.
 */
export function startLoad(url: string, key: string): Load {
  const acknowledged = new Set<number>();
  let next = 0;
  let resent = 0;
  let stopping = false;

  const client = async (): Promise<void> => {
    while (!stopping) {
      const numbers = Array.from({ length: ENTRIES_PER_BATCH }, () => next++);
      const body = numbers.map(entryLine).join('');
      const idempotencyKey = `torture-${numbers[0]}`;
      while (!(await send(url, key, idempotencyKey, body))) {
        resent++;
        await sleep(20);
      }
      for (const number of numbers) acknowledged.add(number);
      await sleep(5);
    }
  };
  const clients = Array.from({ length: CLIENTS }, client);
  return {
    acknowledged,
    get resent() {
      return resent;
    },
    async stop() {
      stopping = true;
      await Promise.all(clients);
    },
  };
}

function entryLine(number: number): string {
  const timestamp = new Date().toISOString();
  const entry = {
    timestamp,
    level: 'INFO',
    service: 'torture',
    message: `entry ${number}`,
    number,
    filler: 'x'.repeat(200),
  };
  return `${JSON.stringify(entry)}\n`;
}

async function send(url: string, key: string, idempotencyKey: string, body: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/v1/ingest`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-ndjson',
        authorization: `Bearer ${key}`,
        'idempotency-key': idempotencyKey,
      },
      body,
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    if (answer.status === 200) {
      const { accepted } = JSON.parse(text) as { accepted: number };
      if (accepted !== ENTRIES_PER_BATCH) throw new TypeError(`accepted ${accepted} of ${ENTRIES_PER_BATCH}: ${text}`);
      return true;
    }
    if (answer.status === 429 || answer.status >= 500) return false;
    throw new TypeError(`unexpected answer ${answer.status}: ${text}`);
  } catch (error) {
    // fetch reports a lost connection as TypeError with a cause; our own complaints have none and must surface.
    if (error instanceof TypeError && error.cause === undefined) throw error;
    return false;
  }
}
