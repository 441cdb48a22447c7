import { setTimeout as sleep } from 'node:timers/promises';

interface Page {
  entries: { fields: { number?: unknown } }[];
  cursor?: string;
}

/** How often each number is found by search, paging through everything the load stored. */
export async function storedNumbers(url: string, key: string): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  let cursor: string | undefined;
  do {
    const parameters = new URLSearchParams({
      query: '{service="torture"}',
      from: 'now-6h',
      to: 'now',
      limit: '5000',
      direction: 'forward',
    });
    if (cursor !== undefined) parameters.set('cursor', cursor);
    const answer = await fetch(`${url}/api/v1/search?${parameters}`, { headers: { authorization: `Bearer ${key}` } });
    if (!answer.ok) throw new Error(`search answered ${answer.status}: ${await answer.text()}`);
    const page = (await answer.json()) as Page;
    for (const entry of page.entries) {
      const number = Number(entry.fields.number);
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return counts;
}

/** Waits until at least `count` numbers are stored or a minute has passed, and returns what is. */
export async function waitForStored(url: string, key: string, count: number): Promise<Map<number, number>> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const stored = await storedNumbers(url, key);
    if (stored.size >= count || Date.now() > deadline) return stored;
    await sleep(500);
  }
}
