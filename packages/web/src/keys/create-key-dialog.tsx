import type { CreateKeyResponse, KeyScope } from '@heartwood/server/contract';
import { Alert, Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { createKey, keysQuery } from '../api/keys.js';
import { ShownOnce } from '../listing/shown-once.js';
import { SCOPE_NAMES } from './key-row.js';

interface CreateKeyDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks for a name and rights, then shows the secret the only time it can be shown. */
export function CreateKeyDialog({ opened, onClose }: CreateKeyDialogProps) {
  const [created, setCreated] = useState<CreateKeyResponse>();
  const close = () => {
    setCreated(undefined);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={created ? 'Copy the key now' : 'Create an API key'}
      closeOnClickOutside={!created}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {created ? (
        <ShownOnce secret={created.secret} copyLabel="Copy the key" onDone={close}>
          This is the only time <strong>{created.name}</strong> is shown. The server keeps its fingerprint, not the key.
        </ShownOnce>
      ) : (
        <KeyForm onCreated={setCreated} />
      )}
    </Modal>
  );
}

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
