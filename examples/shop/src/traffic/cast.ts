import type { Random } from '../chance/random.js';
import type { DemoPerson } from '../people/accounts.js';

/** What a visitor's computer shows of itself. */
export interface Device {
  /** From the ranges that RFC 5737 keeps for documentation. */
  readonly address: string;
  readonly userAgent: string;
}

const USER_AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
];

/** Test numbers that payment providers publish; the last is always declined. */
const CARDS = ['4242424242424242', '5555555555554444', '378282246310005', '6011111111111117', '4000000000000002'];

export const BOT: Device = { address: '198.51.100.23', userAgent: 'python-requests/2.32' };
export const INTRUDER: Device = { address: '198.51.100.66', userAgent: 'curl/8.15.0' };

/** The same person always comes from the same device. */
export function deviceOf(person: DemoPerson): Device {
  const number = [...person.id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 9_973, 7);
  return { address: `203.0.113.${1 + (number % 250)}`, userAgent: USER_AGENTS[number % USER_AGENTS.length] ?? '' };
}

/** Mostly a card that works. */
export function cardOf(random: Random): string {
  return random.share() < 0.04 ? '4000000000000002' : random.pick(CARDS.slice(0, -1));
}
