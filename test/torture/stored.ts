import { setTimeout as sleep } from 'node:timers/promises';

interface Page {
  entries: { fields: { number?: unknown } }[];
  cursor?: string;
}

/** How often each number is found by search, paging through everything the load stored; a store that is away is waited for. */
export async function storedNumbers(url: string, key: string, deadline: number): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  let cursor: string | undefined;
  for (;;) {
    const parameters = new URLSearchParams({
      query: '{service="torture"}',
      from: 'now-6h',
      to: 'now',
      limit: '5000',
      direction: 'forward',
    });
    if (cursor !== undefined) parameters.set('cursor', cursor);
    const answer = await fetch(`${url}/api/v1/search?${parameters}`, { headers: { authorization: `Bearer ${key}` } });
    // The engine that was killed last may still be starting; what was counted so far stands, the place is asked for again.
    if (answer.status === 503 && Date.now() < deadline) {
      await answer.arrayBuffer();
      await sleep(200);
      continue;
    }
    if (!answer.ok) throw new Error(`search answered ${answer.status}: ${await answer.text()}`);
    const page = (await answer.json()) as Page;
    for (const entry of page.entries) {
      const number = Number(entry.fields.number);
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    cursor = page.cursor;
    if (cursor === undefined) return counts;
  }
}

/** Waits until at least `count` numbers are stored or a minute has passed, and returns what is. */
export async function waitForStored(url: string, key: string, count: number): Promise<Map<number, number>> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const stored = await storedNumbers(url, key, deadline);
    if (stored.size >= count || Date.now() > deadline) return stored;
    await sleep(500);
  }
}
