import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom, type Random } from '../chance/random.js';
import { type DemoPerson, demoPeople } from '../people/accounts.js';
import { type Browser, createBrowser } from './browser.js';
import { BOT, type Device, deviceOf, INTRUDER } from './cast.js';
import { rhythmAt } from './rhythm.js';
import { approveInvoices, breakIn, browse, buy, fillCart, pry, scrape } from './visits.js';

export interface TrafficOptions {
  readonly shopUrl: string;
  /** Visits per minute on average over a day. Default 30. */
  readonly rate?: number;
  /** The same seed brings the same visits. Default 1. */
  readonly seed?: number;
  /** Who comes. Default: the people of the demonstration. */
  readonly people?: readonly DemoPerson[];
  /** Factor on every pause of a visitor: 1 as people are. Default 1. */
  readonly pace?: number;
}

export interface Traffic {
  /** Visits begun so far. */
  readonly visits: number;
  /** Visits that ended because the shop could not be reached. */
  readonly broken: number;
  /** Sends everybody home. */
  stop(): Promise<void>;
}

/**
 * Visitors who behave like people: they look around, think, fill carts, forget them, buy, mistype passwords; approvers work
 * through invoices; now and then a scraper comes by, and somebody guesses passwords. Busy and quiet follow the hour of the day.
 */
export function startTraffic(options: TrafficOptions): Traffic {
  const { rate = 30, seed = 1, people = demoPeople(), pace = 1 } = options;
  const random = createRandom(seed);
  const stop = new AbortController();
  const under = new Set<Promise<void>>();
  let visits = 0;
  let broken = 0;

  const visit = (): void => {
    const { device, run } = chooseVisit(random, people);
    const browser = createBrowser({ shopUrl: options.shopUrl, device, random, pace, stopped: stop.signal });
    visits++;
    const done: Promise<void> = run(browser)
      .catch(() => {
        if (!stop.signal.aborted) broken++;
      })
      .finally(() => under.delete(done));
    under.add(done);
  };
  const arrivals = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      visit();
      await sleep(random.until((rate / 60_000) * rhythmAt(Date.now())), undefined, { signal: stop.signal });
    }
  };
  const running = arrivals().catch(() => {
    // Told to stop while waiting for the next visitor: the only way it ends.
  });
  return {
    get visits() {
      return visits;
    },
    get broken() {
      return broken;
    },
    async stop() {
      stop.abort();
      await running;
      await Promise.all(under);
    },
  };
}

/** Who comes next, and what for. */
function chooseVisit(
  random: Random,
  people: readonly DemoPerson[],
): { device: Device; run: (browser: Browser) => Promise<void> } {
  const customers = people.filter(({ role }) => role === 'customer');
  const approvers = people.filter(({ role }) => role === 'approver');
  const customer = random.pick(customers);
  const device = deviceOf(customer);
  const luck = random.share();
  if (luck < 0.46) return { device, run: (browser) => browse(browser, random) };
  if (luck < 0.64) return { device, run: (browser) => fillCart(browser, random) };
  if (luck < 0.92) return { device, run: (browser) => buy(browser, customer, random) };
  if (luck < 0.97 && approvers.length > 0) {
    const approver = random.pick(approvers);
    return { device: deviceOf(approver), run: (browser) => approveInvoices(browser, approver, random) };
  }
  if (luck < 0.985) return { device, run: (browser) => pry(browser, customer, random) };
  if (luck < 0.994) return { device: BOT, run: scrape };
  return { device: INTRUDER, run: (browser) => breakIn(browser, customer) };
}
