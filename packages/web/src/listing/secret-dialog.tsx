import { Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';

export interface DialogState {
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface SecretDialogProps<Made> extends DialogState {
  /** While it asks. */
  readonly title: string;
  /** While it shows what was made. */
  readonly madeTitle: string;
  /** Asks what to make; calls `onMade` with it. */
  readonly form: (onMade: (made: Made) => void) => ReactNode;
  /** Shows its secret; calls `onDone` when the reader has it. */
  readonly secret: (made: Made, onDone: () => void) => ReactNode;
}

/** Asks what to make, then shows its secret the only time it can be shown: a click beside it must not lose it. */
export function SecretDialog<Made>({ opened, onClose, title, madeTitle, form, secret }: SecretDialogProps<Made>) {
  const [made, setMade] = useState<Made>();
  const close = () => {
    setMade(undefined);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={made === undefined ? title : madeTitle}
      closeOnClickOutside={made === undefined}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {made === undefined ? form((value) => setMade(() => value)) : secret(made, close)}
    </Modal>
  );
}
