/** The part of an entry the first line shows; everything else is listed below it. */
const SHOWN = new Set(['timestamp', 'level', 'message', 'logger', 'error']);

/** The same in every line of a process, or of no use to someone who reads a terminal. */
const HIDDEN = new Set([
  'event_version',
  'service',
  'environment',
  'version',
  'host',
  'pid',
  'thread',
  'id',
  'seq',
  'stream',
  'retention',
]);

/** ANSI SGR codes (ECMA-48, 8.3.117). */
const STYLES = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
  grey: 90,
  alarm: 41,
} as const;
type Style = keyof typeof STYLES;

const LEVEL_STYLES: Readonly<Record<string, Style>> = {
  DEBUG: 'grey',
  INFO: 'green',
  WARNING: 'yellow',
  ERROR: 'red',
  CRITICAL: 'alarm',
};

/**
 * A line of JSON as a person reads it: local time, level, logger and message in the first line with the fields after it, the
 * stack with its causes indented below.
 *
 * ```
 * 10:42:07.113 INFO     payments  Order o_17 placed  order=o_17 total="129.90" event=order.placed
 * 10:42:07.120 ERROR    payments  Payment failed  order=o_17
 *     TypeError: no answer
 *         at charge (file:///shop/src/payments.ts:12:9)
 * ```
 */
export function consoleText(line: string, options: { colours: boolean }): string {
  const paint = options.colours ? painted : (_style: Style, text: string) => text;
  const entry: Record<string, unknown> = JSON.parse(line);
  const level = String(entry.level);
  const parts = [
    paint('dim', localTime(String(entry.timestamp))),
    paint(LEVEL_STYLES[level] ?? 'dim', level.padEnd(8)),
    ...(typeof entry.logger === 'string' ? [paint('cyan', safe(entry.logger))] : []),
    paint('bold', safe(String(entry.message))),
  ];
  const fields = Object.entries(entry)
    .filter(([name, value]) => !SHOWN.has(name) && !HIDDEN.has(name) && !(name === 'event' && value === 'log.message'))
    .map(([name, value]) => `${paint('dim', `${safe(name)}=`)}${fieldText(value)}`);
  return `${parts.join(' ')}${fields.length > 0 ? `  ${fields.join(' ')}` : ''}\n${errorText(entry.error, paint)}`;
}

const painted = (style: Style, text: string): string => `\u001b[${STYLES[style]}m${text}\u001b[0m`;

function localTime(timestamp: string): string {
  const time = new Date(timestamp);
  const two = (part: number): string => String(part).padStart(2, '0');
  const seconds = `${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, '0')}`;
  return `${two(time.getHours())}:${two(time.getMinutes())}:${seconds}`;
}

function fieldText(value: unknown): string {
  if (typeof value === 'string' && /^[\w./:@+-]+$/.test(value)) return value;
  return safe(JSON.stringify(value));
}

interface ErrorText {
  readonly type?: string;
  readonly message?: string;
  readonly code?: string;
  readonly stack?: string;
  readonly causes?: readonly ErrorText[];
}

function errorText(error: unknown, paint: (style: Style, text: string) => string): string {
  if (typeof error !== 'object' || error === null) return '';
  const { causes = [], ...own }: ErrorText = error;
  const texts = [own, ...causes].map((one, index) => {
    const code = one.code === undefined ? '' : ` (${one.code})`;
    const [first = '', ...frames] = (one.stack ?? `${one.type ?? 'Error'}: ${one.message ?? ''}`).split('\n');
    const head = `    ${index > 0 ? 'caused by ' : ''}${paint('red', safe(first + code))}\n`;
    return head + frames.map((frame) => `    ${paint('dim', safe(frame))}\n`).join('');
  });
  return texts.join('');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/** Without control characters: what is logged must not move the cursor or forge a line of a terminal. */
const safe = (text: string): string =>
  text.replace(CONTROL, (unit) => `\\x${unit.charCodeAt(0).toString(16).padStart(2, '0')}`);
