import type { UserPasswordResponse } from '@heartwood/server/contract';
import { Button, Loader, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usersQuery } from '../api/users.js';
import classes from '../listing/listing.module.css';
import { CreateUserDialog } from './create-user-dialog.js';
import { NewPassword } from './new-password.js';
import { UserRow } from './user-row.js';

/** The people who may sign in; for administrators. */
export function UsersPage() {
  const { data: users, error, isPending } = useQuery(usersQuery);
  const [creating, setCreating] = useState(false);
  const [changed, setChanged] = useState<UserPasswordResponse>();
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div>
          <h1>Users</h1>
          <p>The people who may sign in. Each begins with a password that is made for them.</p>
        </div>
        <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)}>
          Add user
        </Button>
      </div>
      {isPending && <Loader size="sm" aria-label="Loading" />}
      {error && (
        <p role="alert" className={classes.error}>
          {error.message}
        </p>
      )}
      {users && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th>Name</th>
              <th>May</th>
              <th>Added</th>
              <th>Last sign-in</th>
              <th aria-label="Actions" />
            </tr>
          </thead>
          <tbody>
            {users.map((user) => (
              <UserRow key={user.username} user={user} onNewPassword={setChanged} />
            ))}
          </tbody>
        </table>
      )}
      <CreateUserDialog opened={creating} onClose={() => setCreating(false)} />
      <Modal
        opened={changed !== undefined}
        onClose={() => setChanged(undefined)}
        title="Pass the password on now"
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {changed && <NewPassword user={changed} onDone={() => setChanged(undefined)} />}
      </Modal>
    </div>
  );
}
