import { decodeBase64 } from '../patterns/base64.js';
import { isDigitAt, isWordAt } from '../scan/char-kind.js';
import { entropy } from '../scan/entropy.js';

/** The longest word that such a token begins with, and one more. */
export const MAX_SHAPED = 85;

/**
 * A provider's token without a prefix, but with a fixed part in its middle or at its end, that begins with the word `start..end`:
 *
 * - Microsoft Entra ID client secret: three characters, a digit, `Q~`, 31 to 34 more (gitleaks, azure-ad-client-secret)
 * - Terraform Cloud: 14 characters, `.atlasv1.`, 60 to 70 more (gitleaks, hashicorp-tf-api-token)
 * - MaxMind licence key: 6 characters, `_`, 29 more, `_mmk` (gitleaks, maxmind-license-key)
 * - Azure DevOps personal access token: 84 characters of which the 77th to 80th are `AZDO`
 *   (https://learn.microsoft.com/en-us/purview/sit-defn-azure-devops-personal-access-token)
 * - Discord bot token: the bot's number in base64, a time of six characters, 27 to 38 more, from general knowledge
 *
 * @returns its end, 0 when there is none
 */
export function shapedTokenAt(text: string, start: number, end: number): number {
  switch (end - start) {
    case 5:
      return text.startsWith('Q~', end - 1) ? matchEnd(ENTRA, text, start, 45) : 0;
    case 14:
      return text.startsWith('.atlasv1.', end) ? matchEnd(TERRAFORM, text, start, 100) : 0;
    case 24:
    case 26:
      return text.charCodeAt(end) === 0x2e && text.charCodeAt(end + 7) === 0x2e ? discordEnd(text, start, end) : 0;
    case 40:
      return text.startsWith('_mmk', end - 4) && text.charCodeAt(start + 6) === 0x5f ? end : 0;
    case 84:
      return text.startsWith('AZDO', start + 76) ? end : 0;
    default:
      return 0;
  }
}

/**
 * A Telegram bot token that begins with the digits `start..end`: 8 to 10 digits, a colon, `AA` and 33 more
 * (https://core.telegram.org/bots/api#authorizing-your-bot; gitleaks, telegram-bot-api-token).
 *
 * @returns its end, 0 when there is none
 */
export function telegramTokenAt(text: string, start: number, end: number): number {
  if (end - start < 8 || end - start > 10 || !text.startsWith(':AA', end)) return 0;
  return isDigitAt(text, start) ? matchEnd(TELEGRAM, text, end, 40) : 0;
}

const ENTRA = /^[\w.~]{3}\dQ~[\w~.-]{31,34}(?![\w~-])/;
const TERRAFORM = /^[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70}(?![\w=-])/;
const TELEGRAM = /^:AA[\w-]{33}(?![\w-])/;
const DISCORD = /^\.[\w-]{6}\.[\w-]{27,38}(?![\w-])/;

/** Entropy below which what has the form is an example, bits per character. */
const MIN_ENTROPY = 3;

/** The end of what a pattern finds at `start`, if it is random enough; at most `max` characters are looked at. */
function matchEnd(pattern: RegExp, text: string, start: number, max: number): number {
  const found = pattern.exec(text.slice(start, start + max))?.[0];
  if (found === undefined) return 0;
  const end = start + found.length;
  return entropy(text, start, end) >= MIN_ENTROPY ? end : 0;
}

/** Only digits in the first part: a file name with three parts has none. */
function discordEnd(text: string, start: number, end: number): number {
  if (isWordAt(text, start - 1) || !/^\d{17,20}$/.test(decodeBase64(text.slice(start, end)) ?? '')) return 0;
  return matchEnd(DISCORD, text, end, 50);
}
