import { Button } from '@mantine/core';
import { ApiError } from '../../api/request.js';
import classes from './empty.module.css';

interface SearchFailedProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** The search did not come back; for a mistake in the query the query box says more. */
export function SearchFailed({ error, onRetry }: SearchFailedProps) {
  const inQuery = error instanceof ApiError && error.code === 'bad_query';
  return (
    <div className={classes.empty} role={inQuery ? undefined : 'alert'}>
      <h2>{inQuery ? 'The query cannot be read' : 'The search failed'}</h2>
      <p>
        {inQuery
          ? 'Correct it above and press Enter.'
          : `${error.message} ${(error instanceof ApiError && error.hint) || ''}`}
      </p>
      {!inQuery && (
        <Button size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
