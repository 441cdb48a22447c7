import type { Json } from '@heartwood/server/contract';
import { parseTimestamp, type TimeContext } from '../time/timestamp.js';
import type { Format } from './format.js';
import { parsePlain } from './plain.js';

const MEMBER = /^([A-Z][A-Za-z-]+): (.*)$/;
const PACKAGES = ['Install', 'Reinstall', 'Upgrade', 'Downgrade', 'Remove', 'Purge'];

/** apt's history.log: one entry per run of apt, a stanza from `Start-Date` to `End-Date`. */
export const aptHistory: Format = {
  name: 'apt',
  title: "apt's history, /var/log/apt/history.log",
  service: 'apt',
  fit: (lines) => (lines.find((line) => line.trim() !== '')?.startsWith('Start-Date: ') ? 1 : 0),
  place(line, open) {
    if (line.trim() === '') return 'skipped';
    return line.startsWith('Start-Date: ') || open.length === 0 ? 'begins' : 'continues';
  },
  parse(text, source) {
    const context: TimeContext = { zone: source.zone, reference: source.modified };
    const members = new Map<string, string>();
    for (const line of text.split('\n')) {
      const member = MEMBER.exec(line);
      if (member) members.set(member[1] ?? '', (member[2] ?? '').trim());
    }
    const started = parseTimestamp(members.get('Start-Date') ?? '', context);
    if (!started) return parsePlain(text, context);
    const ended = parseTimestamp(members.get('End-Date') ?? '', context);
    const fields: Record<string, Json> = { event: 'apt.run' };
    if (ended) fields.duration_ms = ended.ms - started.ms;
    const counts: string[] = [];
    for (const name of PACKAGES) {
      const list = members.get(name);
      if (!list) continue;
      const packages = splitPackages(list);
      fields[name.toLowerCase()] = packages;
      counts.push(`${name.toLowerCase()} ${packages.length}`);
    }
    for (const name of ['Commandline', 'Requested-By', 'Error']) {
      const value = members.get(name);
      if (value) fields[name.toLowerCase().replace('-', '_')] = value;
    }
    const command = members.get('Commandline') ?? 'apt';
    return {
      time: started,
      level: members.has('Error') ? 'ERROR' : 'INFO',
      message: counts.length > 0 ? `${command} (${counts.join(', ')})` : command,
      fields,
    };
  },
};

/** `a:amd64 (1, automatic), b:amd64 (2)` → one text per package; commas inside the brackets separate nothing. */
function splitPackages(list: string): string[] {
  return list.split(/(?<=\)), /);
}
