import type { UserPasswordResponse } from '@heartwood/server/contract';
import { ShownOnce } from '../listing/shown-once.js';

interface NewPasswordProps {
  readonly user: UserPasswordResponse;
  readonly onDone: () => void;
}

/** The password that the server made up for somebody. */
export function NewPassword({ user, onDone }: NewPasswordProps) {
  return (
    <ShownOnce secret={user.password ?? ''} copyLabel="Copy the password" onDone={onDone}>
      This is the only time the password of <strong>{user.username}</strong> is shown. They can change it in the account
      menu.
    </ShownOnce>
  );
}
