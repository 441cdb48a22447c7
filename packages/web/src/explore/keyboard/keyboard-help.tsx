import { Modal } from '@mantine/core';
import classes from './keyboard-help.module.css';
import { SHORTCUTS } from './shortcuts.js';

interface KeyboardHelpProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

const EXAMPLES = [
  ['refused timeout', 'both words, anywhere in the message'],
  ['"connection refused"', 'the phrase'],
  ['level:ERROR service:shop', 'fields with these values'],
  ['-event:http.request', 'all but these'],
  ['{service="shop"} |= "refused"', 'LogQL, as in Grafana Loki'],
] as const;

export function KeyboardHelp({ opened, onClose }: KeyboardHelpProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keys and queries" closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className={classes.list}>
        {SHORTCUTS.map(({ keys, action }) => (
          <div key={action}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{action}</dd>
          </div>
        ))}
      </dl>
      <dl className={classes.examples}>
        {EXAMPLES.map(([query, meaning]) => (
          <div key={query}>
            <dt>
              <code>{query}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
