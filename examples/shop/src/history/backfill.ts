import { createLogger, type LoggerOptions, withContext } from '@heartwood/log';
import { createRandom } from '../chance/random.js';
import { demoPeople } from '../people/accounts.js';
import { rhythmAt } from '../traffic/rhythm.js';
import type { Happening } from './scene.js';
import { pastBreakIn, pastScraping, pastVisit } from './visits.js';

export interface BackfillOptions {
  /** First and last moment, milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Visits per minute on average over a day. Default 30. */
  readonly rate?: number;
  /** The same seed brings the same visits. Default 1. */
  readonly seed?: number;
  /** The logger to make: service, sinks and all. Its clock is the backfill's. */
  readonly logger: Omit<LoggerOptions, 'now'>;
}

/** Scrapers and intruders per visit. */
const SCRAPINGS = 0.009;
const BREAK_INS = 0.006;
/** Entries after which the sinks get time to take them, as a past comes faster than any present, and how much: milliseconds. */
const TURN = 1_000;
const PATIENCE = 2_000;

/**
 * Writes what visitors would have left in the log between two moments, through the shop's own entry types, with the times at which
 * it would have happened: so that whoever starts the demonstration finds a past in it.
 *
 * @returns how many entries were written; the sinks' destination has them, or will get them from the sinks' spool
 */
export async function backfill(options: BackfillOptions): Promise<number> {
  const happenings = past(options).filter(({ at }) => at >= options.from && at < options.to);
  happenings.sort((one, other) => one.at - other.at);
  let now = options.from;
  const log = createLogger({ ...options.logger, now: () => now, handleExit: false });
  for (const [index, { at, context, write }] of happenings.entries()) {
    now = Math.floor(at);
    withContext(context, () => write(log));
    // Without an answer it goes on all the same: the sink keeps entries on disk, and counts what it has no room for.
    if (index % TURN === TURN - 1) await log.flush({ timeoutMs: PATIENCE });
  }
  await log.close({ timeoutMs: 30_000 });
  return happenings.length;
}

function past({ from, to, rate = 30, seed = 1 }: BackfillOptions): Happening[] {
  const random = createRandom(seed);
  const people = demoPeople();
  const customers = people.filter(({ role }) => role === 'customer');
  const approvers = people.filter(({ role }) => role === 'approver');
  const happenings: Happening[] = [];
  for (let at = from; at < to; at += random.until((rate / 60_000) * rhythmAt(at))) {
    const luck = random.share();
    const person = random.pick(customers);
    if (luck < SCRAPINGS) happenings.push(...pastScraping(at, random));
    else if (luck < SCRAPINGS + BREAK_INS) happenings.push(...pastBreakIn(at, person));
    else happenings.push(...pastVisit(at, person, random.pick(approvers).id, random));
  }
  return happenings;
}
