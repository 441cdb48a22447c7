import { Buffer } from 'node:buffer';
import type { Json } from '@heartwood/server/contract';
import { instantFromEpoch } from '../../time/instant.js';
import { type Format, placeBy, shareOf } from '../format.js';
import { levelOfSyslog } from '../level.js';
import { parsePlain } from '../plain.js';
import { parseObject } from './members.js';

/** Which journal fields (systemd.journal-fields(7)) are which standard fields; the rest keep their name in lower case. */
const STANDARD: Readonly<Record<string, string>> = {
  _HOSTNAME: 'host',
  SYSLOG_IDENTIFIER: 'service',
  CODE_FUNC: 'logger',
};

/** Bookkeeping of the journal itself, which says nothing about the entry. */
const LEFT_OUT = /^(?:__|_BOOT_ID$|_MACHINE_ID$|_SOURCE_|_CAP_EFFECTIVE$|_RUNTIME_SCOPE$|_STREAM_ID$|_TRANSPORT$)/;

/** `journalctl -o json`, one object per line (systemd.io/JOURNAL_EXPORT_FORMATS, “Journal JSON Format”). */
export const journal: Format = {
  name: 'journal',
  title: 'systemd journal: journalctl -o json',
  fit: (lines) => shareOf(lines, (line) => line.startsWith('{') && line.includes('"__REALTIME_TIMESTAMP"')),
  place: placeBy((line) => line.startsWith('{')),
  parse(text, source) {
    const object = parseObject(text);
    if (!object) return parsePlain(text, { zone: source.zone, reference: source.modified });
    const { MESSAGE, PRIORITY, __REALTIME_TIMESTAMP, _PID, ...rest } = object;
    const time = instantFromEpoch(String(__REALTIME_TIMESTAMP ?? ''));
    const fields: Record<string, Json> = /^\d+$/.test(String(_PID ?? '')) ? { pid: Number(_PID) } : {};
    for (const [name, value] of Object.entries(rest)) {
      if (LEFT_OUT.test(name)) continue;
      fields[STANDARD[name] ?? name.replace(/^_+/, '').toLowerCase()] = value;
    }
    const level = /^[0-7]$/.test(String(PRIORITY ?? '')) ? levelOfSyslog(Number(PRIORITY)) : undefined;
    return { ...(time ? { time } : {}), ...(level ? { level } : {}), message: messageOf(MESSAGE), fields };
  },
};

/** A message that is not valid UTF-8 comes as an array of its bytes. */
function messageOf(value: Json | undefined): string {
  if (Array.isArray(value) && value.every((byte) => typeof byte === 'number'))
    return Buffer.from(value).toString('utf8');
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
