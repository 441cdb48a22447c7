import type { CreateKeyResponse, KeyScope } from '@heartwood/server/contract';
import { Alert, Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { createKey, keysQuery } from '../api/keys.js';
import { type DialogState, SecretDialog } from '../listing/secret-dialog.js';
import { ShownOnce } from '../listing/shown-once.js';
import { SCOPE_NAMES } from './key-row.js';

/** Asks for a name and rights, then shows the secret. */
export const CreateKeyDialog = (state: DialogState) => (
  <SecretDialog<CreateKeyResponse>
    {...state}
    title="Create an API key"
    madeTitle="Copy the key now"
    form={(onMade) => <KeyForm onCreated={onMade} />}
    secret={(key, onDone) => (
      <ShownOnce secret={key.secret} copyLabel="Copy the key" onDone={onDone}>
        This is the only time <strong>{key.name}</strong> is shown. The server keeps its fingerprint, not the key.
      </ShownOnce>
    )}
  />
);

function KeyForm({ onCreated }: { readonly onCreated: (key: CreateKeyResponse) => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<KeyScope[]>(['ingest']);
  const queryClient = useQueryClient();
  const create = useMutation({
    mutationFn: createKey,
    onSuccess: async (key) => {
      await queryClient.invalidateQueries({ queryKey: keysQuery.queryKey });
      if (key) onCreated(key);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name, scopes });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label="Name"
          description="What uses it, for example shop-production"
          data-autofocus
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group label="May" value={scopes} onChange={(values) => setScopes(values as KeyScope[])}>
          <Stack gap={6} mt={6}>
            {(Object.keys(SCOPE_NAMES) as KeyScope[]).map((scope) => (
              <Checkbox key={scope} value={scope} label={SCOPE_NAMES[scope]} size="xs" />
            ))}
          </Stack>
        </Checkbox.Group>
        {create.error && (
          <Alert color="red" variant="light" role="alert" p="xs">
            {create.error.message}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" size="xs" loading={create.isPending} disabled={scopes.length === 0}>
            Create key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
