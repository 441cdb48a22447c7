import type { Role, User, UserPasswordResponse } from '@heartwood/server/contract';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sessionQuery } from '../api/session.js';
import { deleteUser, resetPassword, usersQuery } from '../api/users.js';
import { momentField } from '../explore/time/range-label.js';
import classes from '../listing/listing.module.css';

export const ROLE_NAMES: Record<Role, string> = { developer: 'search', admin: 'do everything' };

const when = (time: string | undefined): string => (time === undefined ? 'never' : momentField(time).slice(0, 16));

type Action = 'reset' | 'delete';

const WORDS: Record<Action, { readonly ask: string; readonly sure: string; readonly label: (name: string) => string }> =
  {
    reset: { ask: 'New password', sure: 'Replace the password', label: (name) => `New password for ${name}` },
    delete: { ask: 'Delete', sure: 'Delete for good', label: (name) => `Delete ${name}` },
  };

interface UserRowProps {
  readonly user: User;
  readonly onNewPassword: (user: UserPasswordResponse) => void;
}

/** One user; what cannot be undone asks once more, in place. */
export function UserRow({ user, onNewPassword }: UserRowProps) {
  const [asking, setAsking] = useState<Action>();
  const { data: session } = useQuery(sessionQuery);
  const queryClient = useQueryClient();
  const act = useMutation({
    mutationFn: async (action: Action) => {
      if (action === 'delete') return deleteUser(user.username);
      const changed = await resetPassword(user.username);
      if (changed) onNewPassword(changed);
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: usersQuery.queryKey }),
    onSettled: () => setAsking(undefined),
  });
  return (
    <tr>
      <td className={classes.name}>{user.username}</td>
      <td>{ROLE_NAMES[user.role]}</td>
      <td className={classes.time} data-label="added">
        {when(user.created_at)}
      </td>
      <td className={classes.time} data-label="last sign-in">
        {when(user.last_login_at)}
      </td>
      <td className={classes.actions}>
        {act.error && <span role="alert">{act.error.message} </span>}
        {user.username === session?.username ? (
          'you'
        ) : asking ? (
          <>
            <Button size="compact-xs" color="red" loading={act.isPending} onClick={() => act.mutate(asking)}>
              {WORDS[asking].sure}
            </Button>{' '}
            <Button size="compact-xs" variant="default" onClick={() => setAsking(undefined)}>
              Keep
            </Button>
          </>
        ) : (
          (Object.keys(WORDS) as Action[]).map((action) => (
            <Button
              key={action}
              size="compact-xs"
              variant="default"
              ml={6}
              aria-label={WORDS[action].label(user.username)}
              onClick={() => setAsking(action)}
            >
              {WORDS[action].ask}
            </Button>
          ))
        )}
      </td>
    </tr>
  );
}
