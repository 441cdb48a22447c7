import { setTimeout as sleep } from 'node:timers/promises';

interface Page {
  entries: { fields: { number?: unknown } }[];
  cursor?: string;
}

const SELECTION = { query: '{service="torture"}', from: 'now-6h', to: 'now' };

/** How often each number is found by search, paging through everything the load stored. */
async function storedNumbers(url: string, key: string): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  let cursor: string | undefined;
  do {
    const page: Page = await ask(url, key, '/api/v1/search', {
      ...SELECTION,
      limit: '5000',
      direction: 'forward',
      ...(cursor !== undefined && { cursor }),
    });
    for (const entry of page.entries) {
      const number = Number(entry.fields.number);
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return counts;
}

/**
 * Waits until `count` entries are stored or three minutes have passed, and returns what is.
 *
 * The pages are read once, when nothing is on its way any more: two inserts run side by side, so while the store catches up, entries
 * may come to lie before a page that was already read.
 */
export async function waitForStored(url: string, key: string, count: number): Promise<Map<number, number>> {
  const deadline = Date.now() + 180_000;
  while (Date.now() < deadline) {
    const { total } = await ask<{ total: number }>(url, key, '/api/v1/histogram', SELECTION);
    if (total >= count) break;
    await sleep(500);
  }
  return storedNumbers(url, key);
}

/** One question; while the engine that was killed last is starting, it is asked again. */
async function ask<Answer>(url: string, key: string, path: string, question: Record<string, string>): Promise<Answer> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await fetch(`${url}${path}?${new URLSearchParams(question)}`, { headers });
    if (answer.ok) return (await answer.json()) as Answer;
    const text = await answer.text();
    if (answer.status !== 503 || Date.now() > deadline) throw new Error(`${path} answered ${answer.status}: ${text}`);
    await sleep(200);
  }
}
