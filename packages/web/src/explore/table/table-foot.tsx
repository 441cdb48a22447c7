import { Loader } from '@mantine/core';
import classes from './table-foot.module.css';

interface TableFootProps {
  readonly loading: boolean;
  /** Every entry of the selection is in the table. */
  readonly complete: boolean;
}

/** Below the last row: more is coming, or this is all. */
export function TableFoot({ loading, complete }: TableFootProps) {
  return (
    <div className={classes.foot} role="status">
      {loading ? (
        <Loader size={16} type="dots" aria-label="Loading entries" />
      ) : (
        complete && 'That is all in this selection.'
      )}
    </div>
  );
}
