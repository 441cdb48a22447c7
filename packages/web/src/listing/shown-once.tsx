import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from '../clipboard/copy-button.js';
import classes from './listing.module.css';

interface ShownOnceProps {
  /** What is shown, and why not again. */
  readonly children: ReactNode;
  readonly secret: string;
  /** What the copy button does, for its tooltip. */
  readonly copyLabel: string;
  readonly onDone: () => void;
}

/** A secret the only time it can be shown. */
export function ShownOnce({ children, secret, copyLabel, onDone }: ShownOnceProps) {
  return (
    <Stack gap="sm">
      <p className={classes.notice}>{children}</p>
      <code className={classes.secret}>{secret}</code>
      <Group justify="flex-end">
        <CopyButton text={secret} label={copyLabel}>
          Copy
        </CopyButton>
        <Button size="compact-sm" onClick={onDone}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
