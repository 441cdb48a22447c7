import type { Role, UserPasswordResponse } from '@heartwood/server/contract';
import { Alert, Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { createUser, usersQuery } from '../api/users.js';
import { type DialogState, SecretDialog } from '../listing/secret-dialog.js';
import { NewPassword } from './new-password.js';
import { ROLE_NAMES } from './user-row.js';

/** Asks for a name and a role, then shows the password that the server made up. */
export const CreateUserDialog = (state: DialogState) => (
  <SecretDialog<UserPasswordResponse>
    {...state}
    title="Add a user"
    madeTitle="Pass the password on now"
    form={(onMade) => <UserForm onCreated={onMade} />}
    secret={(user, onDone) => <NewPassword user={user} onDone={onDone} />}
  />
);

function UserForm({ onCreated }: { readonly onCreated: (user: UserPasswordResponse) => void }) {
  const [username, setUsername] = useState('');
  const [role, setRole] = useState<Role>('developer');
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: createUser,
    onSuccess: async (user) => {
      await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
      if (user) onCreated(user);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ username: username.trim(), role });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label="User name"
          description="For example an e-mail address"
          autoComplete="off"
          data-autofocus
          required
          withAsterisk={false}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <Radio.Group label="May" value={role} onChange={(value) => setRole(value as Role)}>
          <Stack gap={6} mt={6}>
            {(Object.keys(ROLE_NAMES) as Role[]).map((known) => (
              <Radio key={known} value={known} label={ROLE_NAMES[known]} size="xs" />
            ))}
          </Stack>
        </Radio.Group>
        {create.error && (
          <Alert color="red" variant="light" role="alert" p="xs">
            {create.error.message}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" size="xs" loading={create.isPending}>
            Add user
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
