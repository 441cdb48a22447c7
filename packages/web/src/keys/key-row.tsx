import type { ApiKey, KeyScope } from '@heartwood/server/contract';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keysQuery, revokeKey } from '../api/keys.js';
import { momentField } from '../explore/time/range-label.js';
import classes from '../listing/listing.module.css';

export const SCOPE_NAMES: Record<KeyScope, string> = {
  ingest: 'send entries',
  read: 'search',
  admin: 'do everything',
};

const when = (time: string | undefined): string => (time === undefined ? 'never' : momentField(time).slice(0, 16));

interface KeyRowProps {
  readonly apiKey: ApiKey;
}

/** One key; revoking asks once more, in place. */
export function KeyRow({ apiKey }: KeyRowProps) {
  const [asking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeKey(apiKey.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  return (
    <tr>
      <td className={classes.name}>{apiKey.name}</td>
      <td>{apiKey.scopes.map((scope) => SCOPE_NAMES[scope]).join(', ')}</td>
      <td className={classes.time} data-label="created">
        {when(apiKey.created_at)}
      </td>
      <td className={classes.time} data-label="last used">
        {when(apiKey.last_used_at)}
      </td>
      <td className={classes.actions}>
        {revoke.error && <span role="alert">{revoke.error.message} </span>}
        {asking ? (
          <>
            <Button size="compact-xs" color="red" loading={revoke.isPending} onClick={() => revoke.mutate()}>
              Revoke for good
            </Button>{' '}
            <Button size="compact-xs" variant="default" onClick={() => setAsking(false)}>
              Keep
            </Button>
          </>
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Revoke ${apiKey.name}`}
            onClick={() => setAsking(true)}
          >
            Revoke
          </Button>
        )}
      </td>
    </tr>
  );
}
