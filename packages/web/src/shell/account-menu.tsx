import { ActionIcon, Menu } from '@mantine/core';
import { IconKey, IconLogout, IconUser } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { sessionQuery, signOut } from '../api/session.js';
import { ChangePasswordDialog } from './change-password-dialog.js';

/** Who is signed in, their password, and the way out. */
export function AccountMenu() {
  const { data: session } = useQuery(sessionQuery);
  const queryClient = useQueryClient();
  const router = useRouter();
  const [changing, setChanging] = useState(false);
  const leave = async () => {
    await signOut();
    // Nothing that this person could see may stay in memory for the next.
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, null);
    await router.navigate({ to: '/sign-in' });
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label="Account">
            <IconUser size={17} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {session?.username} · {session?.role}
          </Menu.Label>
          <Menu.Item leftSection={<IconKey size={15} stroke={1.6} />} onClick={() => setChanging(true)}>
            Change password
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={15} stroke={1.6} />} onClick={leave}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ChangePasswordDialog opened={changing} username={session?.username ?? ''} onClose={() => setChanging(false)} />
    </>
  );
}
