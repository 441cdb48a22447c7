import type { LogRecord } from '@heartwood/server/contract';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconLink, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { CopyButton } from '../../clipboard/copy-button.js';
import { levelColor, levelTextColor } from '../../theme/levels.js';
import { entryGroups } from '../entry/entry-groups.js';
import { preciseTime } from '../entry/entry-time.js';
import type { Filter } from '../query/filter.js';
import { AuditSection } from './audit-section.js';
import classes from './entry-panel.module.css';
import { ErrorSection } from './error-section.js';
import { FieldLine } from './field-line.js';
import { PayloadSection } from './payload-section.js';
import { Section } from './section.js';

interface EntryPanelProps {
  readonly entry: LogRecord;
  readonly query: string;
  readonly columns: readonly string[];
  /** The address that shows this entry to somebody else. */
  readonly link: () => string;
  /** Over the whole screen, as on a phone. */
  readonly fullScreen: boolean;
  readonly onFilter: (filter: Filter) => void;
  readonly onColumn: (name: string) => void;
  /** Undefined at either end of the list. */
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Everything that is known about one entry. */
export function EntryPanel(props: EntryPanelProps) {
  const { entry, query, columns, link, fullScreen, onFilter, onColumn, onPrevious, onNext, onClose } = props;
  const body = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry starts at its top
  useEffect(() => {
    // Braces: Chromium's scrollTo answers with a promise, which React would take for a clean-up.
    body.current?.scrollTo({ top: 0 });
  }, [entry.id]);
  useEffect(() => {
    if (fullScreen) panel.current?.focus();
  }, [fullScreen]);
  return (
    <aside ref={panel} tabIndex={-1} aria-label="Entry" className={classes.panel} data-full={fullScreen || undefined}>
      <header className={classes.head}>
        <div className={classes.bar}>
          <span
            className={classes.level}
            style={{ color: levelTextColor(entry.level), '--level': `var(${levelColor(entry.level)})` }}
          >
            {entry.level}
          </span>
          <time dateTime={entry.timestamp} className={classes.time}>
            {preciseTime(entry.timestamp)}
          </time>
          <div className={classes.buttons}>
            <Tooltip label="Previous (k)">
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label="Previous entry"
                disabled={!onPrevious}
                onClick={onPrevious}
              >
                <IconChevronUp size={16} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label="Next (j)">
              <ActionIcon variant="subtle" color="gray" aria-label="Next entry" disabled={!onNext} onClick={onNext}>
                <IconChevronDown size={16} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label="Close (Esc)">
              <ActionIcon variant="subtle" color="gray" aria-label="Close entry" onClick={onClose}>
                <IconX size={16} />
              </ActionIcon>
            </Tooltip>
          </div>
        </div>
        <p className={classes.message}>{entry.message}</p>
        <div className={classes.copies}>
          <CopyButton text={() => JSON.stringify(entry, null, 2)} label="Copy the whole entry as JSON">
            Copy JSON
          </CopyButton>
          <CopyButton text={link} label="Copy a link to this entry" icon={<IconLink size={14} />}>
            Copy link
          </CopyButton>
        </div>
      </header>
      <div ref={body} className={classes.body}>
        {entry.error && <ErrorSection error={entry.error} />}
        {entry.audit && <AuditSection audit={entry.audit} />}
        {entryGroups(entry).map(({ title, fields }) => (
          <Section key={title} title={title}>
            <dl className={classes.fields}>
              {fields.map(({ name, value }) => (
                <FieldLine
                  key={name}
                  name={name}
                  value={value}
                  query={query}
                  isColumn={columns.includes(name)}
                  onFilter={onFilter}
                  onColumn={onColumn}
                />
              ))}
            </dl>
          </Section>
        ))}
        {entry.payload !== undefined && <PayloadSection payload={entry.payload} />}
      </div>
    </aside>
  );
}
