import type { Json, Level, LogRecord } from '@heartwood/server/contract';
import { isHeaderField } from '@heartwood/server/contract/header-fields';
import type { Colors } from 'picocolors/types.js';
import { printable } from './printable.js';

/** Standard fields that say who and what an entry is about; the others are shown by `--format json`. */
const SHOWN = ['event', 'logger', 'user_id', 'object_id', 'request_id', 'duration_ms'] as const;

/** One line: time in local time, level, service, message, then fields as `name=value`; headers are left to `--format json`. */
export function renderText(entry: LogRecord, colours: Colors): string {
  const paint: Readonly<Record<Level, (text: string) => string>> = {
    DEBUG: colours.gray,
    INFO: colours.green,
    WARNING: colours.yellow,
    ERROR: colours.red,
    CRITICAL: (text) => colours.bold(colours.red(text)),
  };
  const declared = Object.entries(entry.fields).filter(([name]) => !isHeaderField(name));
  const fields = [...standardFields(entry), ...declared].map(
    ([name, value]) => `${colours.dim(`${printable(name)}=`)}${quoted(value)}`,
  );
  return [
    colours.dim(localTime(entry.timestamp)),
    paint[entry.level](entry.level.padEnd(8)),
    colours.cyan(printable(entry.service ?? '-')),
    printable(entry.message),
    ...fields,
  ].join(' ');
}

/** `2026-11-21 08:45:39.034` in the zone of this machine. */
export function localTime(timestamp: string): string {
  const date = new Date(timestamp);
  if (Number.isNaN(date.getTime())) return printable(timestamp);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString();
  return shifted.slice(0, 23).replace('T', ' ');
}

function standardFields(entry: LogRecord): [string, Json][] {
  const shown: [string, Json][] = [];
  for (const name of SHOWN) {
    const value = entry[name];
    if (value !== undefined) shown.push([name, value]);
  }
  if (entry.error) {
    const { type, message } = entry.error;
    shown.push(['error', [type, message].filter((part) => part !== undefined).join(': ')]);
  }
  return shown;
}

/** Characters of a field's value that are shown. */
const SHOWN_LENGTH = 200;

function quoted(value: Json): string {
  const whole = printable(typeof value === 'string' ? value : JSON.stringify(value));
  const text = whole.length > SHOWN_LENGTH ? `${whole.slice(0, SHOWN_LENGTH)}…` : whole;
  return /[\s"=]/.test(text) || text === '' ? JSON.stringify(text) : text;
}
