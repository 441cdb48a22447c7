import type { Drift } from '@heartwood/server/contract';
import { Link } from '@tanstack/react-router';
import { momentField } from '../explore/time/range-label.js';
import { DRIFT_NAMES, driftSentence } from './drift-words.js';
import classes from './entry-types.module.css';
import { exploreQuery } from './explore-query.js';
import { visibleName } from './visible-name.js';

interface DriftListProps {
  readonly service: string;
  readonly name: string;
  readonly drift: readonly Drift[];
}

/** From the first to the last time, to the minute. */
function seen({ first_seen, last_seen }: Drift): string {
  const [first, last] = [first_seen, last_seen].map((time) => momentField(time).slice(0, 16));
  return first === last ? `${last}` : `${first} to ${last}`;
}

/** Every way in which entries differ from their declaration, with the way to such an entry. */
export function DriftList({ service, name, drift }: DriftListProps) {
  return (
    <ul className={classes.findings}>
      {drift.map((finding) => (
        <li key={`${finding.kind} ${finding.field}`}>
          <div>
            <span className={classes.kind}>{DRIFT_NAMES[finding.kind]}</span>
            {finding.field !== undefined && <code>{visibleName(finding.field)}</code>} {driftSentence(finding)}
          </div>
          <div className={classes.seen}>
            <span>
              {finding.entries.toLocaleString('en')} {finding.entries === 1 ? 'entry' : 'entries'}, {seen(finding)}
            </span>
            <Link
              to="/explore"
              search={{ q: exploreQuery(service, name, finding), from: 'now-24h', entry: finding.sample_id }}
            >
              Show an entry
            </Link>
          </div>
        </li>
      ))}
    </ul>
  );
}
