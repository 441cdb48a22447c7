import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { newestQuery } from '../../api/entries.js';
import { preciseTime } from '../entry/entry-time.js';
import { absoluteRange, type TimeRange } from '../time/range.js';
import { rangeLabel } from '../time/range-label.js';
import classes from './empty.module.css';
import { FirstEntries } from './first-entries.js';

interface NothingFoundProps {
  readonly query: string;
  readonly range: TimeRange;
  readonly refresh: number;
  readonly onRange: (range: TimeRange) => void;
  readonly onQuery: (query: string) => void;
}

/** Half an hour around an entry: enough to see what led to it. */
const AROUND = 15 * 60_000;

/** No entry matched: says where the newest match is, or that there is none at all, and offers the way there. */
export function NothingFound({ query, range, refresh, onRange, onQuery }: NothingFoundProps) {
  const match = useQuery(newestQuery(query, refresh));
  const any = useQuery({ ...newestQuery('', refresh), enabled: match.data === null });
  if (any.data === null) return <FirstEntries />;
  const newest = match.data;
  return (
    <div className={classes.empty}>
      <h2>No entries match</h2>
      <p>
        Nothing {query && 'fits the query '}in this range: <strong>{rangeLabel(range, Date.now())}</strong>.
        {newest && ` The newest match is from ${preciseTime(newest.timestamp)}.`}
        {match.data === null && any.data && ' Nor is there a match at any other time.'}
      </p>
      <div className={classes.ways}>
        {newest && (
          <Button
            size="xs"
            onClick={() => {
              const at = Date.parse(newest.timestamp);
              onRange(absoluteRange({ from: at - AROUND, to: at + AROUND }));
            }}
          >
            Show the newest match
          </Button>
        )}
        {newest && (
          <Button size="xs" variant="default" onClick={() => onRange({ from: 'now-7d', to: 'now' })}>
            Search 7 days
          </Button>
        )}
        {query && (
          <Button size="xs" variant="default" onClick={() => onQuery('')}>
            Clear the query
          </Button>
        )}
      </div>
    </div>
  );
}
