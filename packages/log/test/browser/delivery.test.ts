import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { PATIENCE, ready, setStage } from './stage.js';

const stage = setStage();

/** Batches in the storage of the page's origin. */
const queued = (page: Page): Promise<number> =>
  page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('heartwood:')).length");

const nothingIsSentByTime = 'flushAfterMs: 3600000';

it('what was logged when a page is closed arrives, by sendBeacon', async () => {
  const script = "log.warning('last words');";
  const page = await stage.open(stage.site.page('closing', { script, options: nothingIsSentByTime }));
  expect(stage.site.entries('closing')).toEqual([]);
  await page.close({ runBeforeUnload: true });
  await stage.arrived('closing', 1);
  expect(stage.site.requests('/logs').at(-1)).toMatchObject({
    'content-type': 'text/plain;charset=UTF-8',
    'sec-fetch-mode': 'no-cors',
  });
});

it('what was logged when a page is left arrives, in requests that a beacon may have', async () => {
  const script = `for (let i = 0; i < 40; i++) log.warning('entry ' + i, { text: 'ä€'.repeat(1000) });`;
  const page = await stage.open(stage.site.page('leaving', { script, options: nothingIsSentByTime }));
  await page.goto('about:blank');
  // Beacons under way may have 64 KiB together: the rest is sent when the site is opened again.
  await stage.open(stage.site.page('elsewhere'));
  await stage.arrived('leaving', 40);
  const sizes = stage.site.bodies('leaving').map((body) => Buffer.byteLength(body));
  expect(sizes.length).toBeGreaterThan(1);
  expect(Math.max(...sizes)).toBeLessThan(65_536);
});

it('what was logged without a network arrives once, when the network is back', async () => {
  const page = await stage.open(stage.site.page('offline'));
  await stage.session.setOffline(true);
  expect(await page.evaluate("log.error('in the tunnel'), log.flush()")).toBe(false);
  expect(await queued(page)).toBe(1);
  await stage.session.setOffline(false);
  await stage.arrived('offline', 1);
  await expect.poll(() => queued(page), PATIENCE).toBe(0);
  expect(stage.site.bodies('offline')).toHaveLength(1);
});

it('what was logged without a server survives a reload and arrives once', async () => {
  const script = "if (!sessionStorage.told) log.error('nobody there'); sessionStorage.told = 'yes';";
  stage.site.mood = 'down';
  const page = await stage.open(stage.site.page('reloaded', { script, options: nothingIsSentByTime }));
  expect(await page.evaluate('log.flush()')).toBe(false);
  await page.reload();
  await ready(page);
  expect(await queued(page)).toBe(1);
  stage.site.mood = 'well';
  await stage.arrived('reloaded', 1);
  await expect.poll(() => queued(page), PATIENCE).toBe(0);
  expect(stage.site.entries('reloaded')[0]).toMatchObject({ message: 'nobody there', app: 'shop-web' });
});

it('what is logged while something is being sent is sent after it', async () => {
  const script = `
    const flushed = [];
    for (let i = 0; i < 20; i++) {
      log.error('entry', { i });
      flushed.push(log.flush());
      await new Promise((next) => setTimeout(next, i % 4));
    }
    globalThis.all = await Promise.all(flushed);`;
  const page = await stage.open(stage.site.page('busy', { script, options: nothingIsSentByTime }));
  expect(await page.evaluate('all')).toEqual(Array(20).fill(true));
  expect(await queued(page)).toBe(0);
  expect(stage.site.entries('busy')).toHaveLength(20);
});

it('an answer that is lost costs a request and no entry', async () => {
  stage.site.mood = 'deaf';
  const page = await stage.open(stage.site.page('deaf'));
  expect(await page.evaluate("log.error('are you there?'), log.flush()")).toBe(false);
  await stage.arrived('deaf', 1);
  stage.site.mood = 'well';
  await expect.poll(() => queued(page), PATIENCE).toBe(0);
  expect(stage.site.bodies('deaf').length).toBeGreaterThan(1);
  expect(stage.site.entries('deaf')).toHaveLength(1);
});

it('two tabs take turns, and nothing is written twice', async () => {
  stage.site.mood = 'down';
  const url = stage.site.page('tabs', { options: nothingIsSentByTime });
  const tabs = [await stage.open(url), await stage.open(url)];
  for (const [index, tab] of tabs.entries())
    for (const n of [1, 2, 3]) await tab.evaluate(`log.error('tab ${index}, ${n}'), log.flush()`);
  stage.site.mood = 'well';
  await Promise.all(tabs.map((tab) => tab.evaluate('log.flush()')));
  await stage.arrived('tabs', 6);
  // Each would be sent by both if they did not. A process of the browser may learn a little late what another has taken out of the storage: such
  // a batch is sent twice, and known by its ids.
  expect(stage.site.taken('tabs').length).toBeLessThan(12);
  expect(new Set(stage.site.entries('tabs').map(({ message }) => message)).size).toBe(6);
  const [first, second] = [stage.site.entries('tabs')[0], stage.site.entries('tabs')[5]];
  expect(first?.tab).not.toBe(second?.tab);
});

it('the queue is bounded, and says what it could not keep', async () => {
  stage.site.mood = 'down';
  const script = `
    for (let i = 0; i < 10; i++) { log.error('entry ' + i, { text: 'x'.repeat(1500) }); await log.flush(); }`;
  const options = `${nothingIsSentByTime}, maxQueueLength: 6000`;
  const page = await stage.open(stage.site.page('full', { script, options }));
  stage.site.mood = 'well';
  await page.evaluate("log.error('last'), log.flush()");
  const messages = (): string[] => stage.site.entries('full').map(({ message }) => message);
  await expect.poll(messages, PATIENCE).toContain('last');
  const kept = messages().filter((message) => message.startsWith('entry '));
  expect(kept).toContain('entry 9');
  expect(kept).not.toContain('entry 0');
  expect(messages()).toContain(`${10 - kept.length} entries of a page were dropped`);
});

it('tabs whose storage is full of other things keep what they log in memory, and lose nothing of either', async () => {
  stage.site.mood = 'down';
  const script = `
    for (let size = 4_000_000; size >= 1; size = Math.floor(size / 2)) {
      for (let n = 0; ; n++) {
        try { localStorage.setItem('other ' + size + ' ' + n, 'x'.repeat(size)); } catch { break; }
      }
    }
    globalThis.others = () => Object.keys(localStorage).filter((key) => key.startsWith('other ')).length;
    globalThis.before = others();
    globalThis.failed = 0;
    addEventListener('error', () => failed++);
    addEventListener('unhandledrejection', () => failed++);`;
  const url = stage.site.page('crowded', { script, options: nothingIsSentByTime });
  const tabs = [await stage.open(url), await stage.open(url), await stage.open(url)];
  for (const [index, tab] of tabs.entries())
    for (const n of [1, 2, 3])
      await tab.evaluate(`log.error('tab ${index}, ${n}', { text: 'y'.repeat(3_000) }), log.flush()`);
  expect(await queued(tabs[0] as Page)).toBe(0);
  stage.site.mood = 'well';
  // One after the other: each has its own.
  for (const tab of tabs) expect(await tab.evaluate('log.flush()')).toBe(true);
  await stage.arrived('crowded', 9);
  expect(new Set(stage.site.entries('crowded').map(({ message }) => message)).size).toBe(9);
  for (const tab of tabs)
    expect(await tab.evaluate('[failed, others() - before, log.stats().dropped, log.stats().failures]')).toEqual([
      0, 0, 0, 0,
    ]);
});

it('many tabs share one bounded queue, and say together what it could not keep', async () => {
  stage.site.mood = 'down';
  const url = stage.site.page('shared', { options: `${nothingIsSentByTime}, maxQueueLength: 12000` });
  const tabs = await Promise.all(Array.from({ length: 6 }, () => stage.open(url)));
  const log = (tab: Page, index: number) =>
    tab.evaluate(`(async () => {
      for (let n = 0; n < 5; n++) { log.error('tab ${index}, ' + n, { text: 'z'.repeat(1_500) }); await log.flush(); }
    })()`);
  for (const [index, tab] of tabs.entries()) await log(tab, index);
  const length = `Object.entries(localStorage).filter(([key]) => key.startsWith('heartwood:')).reduce((sum, [, body]) => sum + body.length, 0)`;
  // Tabs are processes of their own, and what one puts into the storage or takes out comes to the others a little later: one that does not
  // know of it yet leaves too much until the next batch, or counts what another has dropped already.
  const [first] = tabs as [Page];
  let logged = 30;
  const found = async (): Promise<number> => {
    const units = await first.evaluate<number>(length);
    if (units > 12_000) logged += await first.evaluate<number>("(log.error('one more'), log.flush().then(() => 1))");
    return units;
  };
  await expect.poll(found, PATIENCE).toBeLessThanOrEqual(12_000);
  const dropped = await Promise.all(tabs.map((tab) => tab.evaluate<number>('log.stats().dropped')));
  const sum = dropped.reduce((total, one) => total + one, 0);
  await expect.poll(async () => sum + (await queued(first)), PATIENCE).toBeGreaterThanOrEqual(logged);
  stage.site.mood = 'well';
  const told = (): number =>
    stage.site
      .entries('shared')
      .reduce((total, { event, count }) => total + (event === 'browser.entries_dropped' ? Number(count) : 0), 0);
  // What a tab has dropped it tells with the next batch it sends itself; the batch of this flush may be sent by another tab.
  const goOn = async () => {
    for (const tab of tabs) await tab.evaluate("log.error('on'), log.flush()");
    return told();
  };
  await expect.poll(goOn, PATIENCE).toBe(sum);
});

it('an entry that happened long ago says when, also where the clock is wrong', async () => {
  stage.site.mood = 'down';
  const script = `
    const now = Date.now;
    Date.now = () => now() - 3_600_000;
    log.error('an hour behind');`;
  const page = await stage.open(stage.site.page('behind', { script, options: nothingIsSentByTime }));
  await page.evaluate('log.flush()');
  stage.site.mood = 'well';
  await stage.arrived('behind', 1);
  const [entry] = stage.site.entries('behind');
  expect(Math.round(Number(entry?.clock_skew_ms) / 60_000)).toBe(60);
  expect(Date.parse(String(entry?.timestamp)) - Date.parse(String(entry?.browser_time))).toBeLessThan(60_000);
});
