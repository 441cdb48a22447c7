import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { copyText } from './copy-text.js';

interface CopyButtonProps {
  /** What is copied; a function when it is worth computing only then. */
  readonly text: string | (() => string);
  /** What the button does, for its tooltip and for screen readers. */
  readonly label: string;
  /** Shown beside the icon; icon alone without it. */
  readonly children?: ReactNode;
  readonly icon?: ReactNode;
}

/** Copies a text and says so for a moment. */
export function CopyButton({ text, label, children, icon }: CopyButtonProps) {
  const [result, setResult] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (!result) return;
    const timer = setTimeout(() => setResult(undefined), 1_500);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = async () => setResult((await copyText(typeof text === 'string' ? text : text())) ? 'copied' : 'failed');
  const said = result === 'copied' ? 'Copied' : result === 'failed' ? 'The browser refused; select and copy' : label;
  const shown = result === 'copied' ? <IconCheck size={14} /> : (icon ?? <IconCopy size={14} />);
  return (
    <Tooltip label={said} {...(result ? { opened: true } : {})} withArrow>
      {children === undefined ? (
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={said} onClick={copy}>
          {shown}
        </ActionIcon>
      ) : (
        <Button variant="default" size="compact-sm" leftSection={shown} onClick={copy}>
          {result === 'copied' ? 'Copied' : children}
        </Button>
      )}
    </Tooltip>
  );
}
