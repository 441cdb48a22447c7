import { Button } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ApiError } from '../api/request.js';
import { Logo } from './logo.js';
import classes from './shell.module.css';

/** What stands in place of a page that could not be shown. */
export function FailurePage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div className={classes.page} role="alert">
      <Logo size={36} />
      <h1>{error instanceof ApiError ? error.message : 'This page failed'}</h1>
      <p>{error instanceof ApiError ? error.hint : String(error)}</p>
      <Button size="xs" onClick={again}>
        Try again
      </Button>
    </div>
  );
}
