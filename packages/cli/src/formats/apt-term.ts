import type { Json } from '@heartwood/server/contract';
import { parseTimestamp } from '../time/timestamp.js';
import type { Format } from './format.js';
import { levelInText } from './level.js';

const MARK = /^Log (started|ended): (.+)$/;

/** apt's term.log: what dpkg printed in each run, between `Log started: …` and `Log ended: …`; lines take the run's time. */
export const aptTerm: Format = {
  name: 'apt-term',
  title: 'what dpkg printed under apt, /var/log/apt/term.log',
  service: 'apt',
  fit: (lines) => (lines.find((line) => line.trim() !== '')?.startsWith('Log started: ') ? 1 : 0),
  place: (line, open) => {
    if (line.trim() === '') return 'skipped';
    return open.length > 0 && /^\s/.test(line) ? 'continues' : 'begins';
  },
  parse(text, source) {
    // Progress is drawn over itself with carriage returns; what was to be seen in the end is behind the last one.
    const shown = text
      .split('\n')
      .map((line) => line.replace(/\r+$/, '').split('\r').at(-1) ?? '')
      .join('\n')
      .trimEnd();
    const mark = MARK.exec(shown);
    const time = mark
      ? parseTimestamp((mark[2] ?? '').trim(), { zone: source.zone, reference: source.modified })
      : undefined;
    const fields: Record<string, Json> = mark ? { event: `apt.run_${mark[1]}` } : {};
    const level =
      levelInText(shown) ??
      (/^dpkg: error|^E: /.test(shown) ? 'ERROR' : /^W: |^dpkg: warning/.test(shown) ? 'WARNING' : 'INFO');
    return { ...(time ? { time } : {}), level, message: shown, fields };
  },
};
