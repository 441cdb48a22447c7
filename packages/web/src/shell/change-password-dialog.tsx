import { Alert, Button, Group, Modal, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changePassword } from '../api/session.js';

/** Characters; the server insists on as many. */
const SHORTEST = 12;

interface ChangePasswordDialogProps {
  readonly opened: boolean;
  /** For password managers. */
  readonly username: string;
  readonly onClose: () => void;
}

/** Asks for the current password and twice for the new one; other browsers of the same person are signed out. */
export function ChangePasswordDialog({ opened, username, onClose }: ChangePasswordDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Change password" closeButtonProps={{ 'aria-label': 'Close' }}>
      <PasswordForm username={username} onDone={onClose} />
    </Modal>
  );
}

/** Mounted with each opening, so that nothing typed stays behind. */
function PasswordForm({ username, onDone }: { readonly username: string; readonly onDone: () => void }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const short = next.length < SHORTEST;
  const differ = next !== again;
  const save = useMutation({ mutationFn: changePassword });
  if (save.isSuccess) {
    return (
      <Stack gap="sm">
        <output>The password is changed. You stay signed in here and are signed out everywhere else.</output>
        <Group justify="flex-end">
          <Button size="compact-sm" onClick={onDone}>
            Done
          </Button>
        </Group>
      </Stack>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (short || differ) save.reset();
    else save.mutate({ current, new: next });
  };
  const shared = { required: true, withAsterisk: false } as const;
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
        <PasswordInput
          {...shared}
          label="Current password"
          autoComplete="current-password"
          data-autofocus
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          {...shared}
          label="New password"
          description={`At least ${SHORTEST} characters`}
          error={tried && short && 'That is too short.'}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <PasswordInput
          {...shared}
          label="New password again"
          autoComplete="new-password"
          error={tried && differ && 'The two differ.'}
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
        {save.error && (
          <Alert color="red" variant="light" role="alert" p="xs">
            {save.error.message}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" size="xs" loading={save.isPending}>
            Change password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
