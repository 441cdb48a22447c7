import type { Json } from '@heartwood/server/contract';
import { readTimestamp } from '../time/timestamp.js';
import { type Format, placeBy, shareOf } from './format.js';
import { parsePlain } from './plain.js';

const LINE =
  /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} (status|startup|conffile|install|upgrade|remove|purge|configure|trigproc|disappear) (.+)$/;

/** dpkg.log (dpkg(1), “status and action lines”): `2025-06-24 14:36:25 upgrade libc6:amd64 2.36-1 2.36-2`. */
export const dpkg: Format = {
  name: 'dpkg',
  title: "dpkg's log, /var/log/dpkg.log",
  service: 'dpkg',
  fit: (lines) => shareOf(lines, (line) => LINE.test(line)),
  place: placeBy((line) => LINE.test(line)),
  parse(text, source) {
    const context = { zone: source.zone, reference: source.modified };
    const match = LINE.exec(text);
    const stamp = match ? readTimestamp(text, 0, context) : undefined;
    if (!match || !stamp) return parsePlain(text, context);
    const [, action = '', rest = ''] = match;
    return {
      time: stamp.instant,
      // dpkg writes no failures here: they go to the terminal, and to apt's term.log.
      level: 'INFO',
      message: `${action} ${rest}`,
      fields: { event: `package.${action}`, ...details(action, rest.split(' ')) },
    };
  },
};

function details(action: string, words: readonly string[]): Record<string, Json> {
  if (action === 'startup') return { phase: words.join(' ') };
  if (action === 'conffile') return { file_name: words[0] ?? '', decision: words[1] ?? '' };
  const [state, ...rest] = action === 'status' ? words : [undefined, ...words];
  const [package_ = '', architecture] = (rest[0] ?? '').split(':');
  const fields: Record<string, Json> = { object_type: 'package', object_id: package_ };
  if (architecture) fields.architecture = architecture;
  if (state) fields.state = state;
  // `<none>` stands for a version that is not there.
  const [first, second] = rest.slice(1).map((version) => (version === '<none>' ? undefined : version));
  if (action === 'status') return { ...fields, ...(first ? { package_version: first } : {}) };
  return { ...fields, ...(first ? { version_before: first } : {}), ...(second ? { version_after: second } : {}) };
}
