import { Button } from '@mantine/core';
import { IconArrowUp, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import classes from './tail-bar.module.css';
import type { LiveTail } from './use-live-tail.js';

interface TailBarProps {
  readonly tail: LiveTail;
  /** Shows what was held back, from the top. */
  readonly onResume: () => void;
}

const STATES = {
  off: 'Off',
  connecting: 'Connecting …',
  open: 'Live',
  closed: 'Stopped: the server does not follow this query',
} as const;

/** State of the live tail, and the way on after a pause. */
export function TailBar({ tail, onResume }: TailBarProps) {
  const { buffer, connection } = tail;
  const waiting = buffer.held.length;
  return (
    <div className={classes.bar} role="status" data-state={buffer.paused ? 'paused' : connection}>
      <span className={classes.lamp} aria-hidden="true" />
      <span>{buffer.paused ? 'Paused' : STATES[connection]}</span>
      {buffer.dropped > 0 && (
        <span className={classes.dropped} title="More arrived than could be shown; search finds them all">
          {buffer.dropped.toLocaleString('en-GB')} not shown
        </span>
      )}
      {buffer.paused ? (
        <Button
          size="compact-xs"
          variant={waiting > 0 ? 'filled' : 'default'}
          leftSection={waiting > 0 ? <IconArrowUp size={13} /> : <IconPlayerPlay size={13} />}
          onClick={onResume}
        >
          {waiting > 0 ? `${waiting.toLocaleString('en-GB')} new` : 'Resume'}
        </Button>
      ) : (
        connection === 'open' && (
          <Button size="compact-xs" variant="default" leftSection={<IconPlayerPause size={13} />} onClick={tail.pause}>
            Pause
          </Button>
        )
      )}
    </div>
  );
}
