import type { EntryTypeResponse } from '@heartwood/server/contract';
import { ActionIcon, Loader, Tooltip } from '@mantine/core';
import { IconListSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { entryTypeQuery } from '../api/entry-types.js';
import { Section } from '../explore/panel/section.js';
import { momentField } from '../explore/time/range-label.js';
import { DriftList } from './drift-list.js';
import classes from './entry-types.module.css';
import { exploreQuery } from './explore-query.js';
import { FieldList } from './field-list.js';
import { MessageTemplate } from './message-template.js';
import { TypeLevels } from './type-levels.js';
import { visibleName } from './visible-name.js';

interface TypePanelProps {
  readonly service: string;
  readonly name: string;
  /** Over the whole screen, as on a phone. */
  readonly fullScreen: boolean;
  readonly onClose: () => void;
}

/** Everything that is known about one entry type. */
export function TypePanel({ service, name, fullScreen, onClose }: TypePanelProps) {
  const { data: type, error } = useQuery(entryTypeQuery(service, name));
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (fullScreen) panel.current?.focus();
  }, [fullScreen]);
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label="Entry type"
      className={classes.panel}
      data-full={fullScreen || undefined}
    >
      <header className={classes.panelHead}>
        <div className={classes.panelBar}>
          <h2>{visibleName(name)}</h2>
          <Tooltip label="Close (Esc)">
            <ActionIcon variant="subtle" color="gray" aria-label="Close entry type" onClick={onClose}>
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
        </div>
        {type?.declared?.description && <p>{type.declared.description}</p>}
        <Link to="/explore" search={{ q: exploreQuery(service, name), from: 'now-24h' }} className={classes.show}>
          <IconListSearch size={14} />
          Show its entries
        </Link>
      </header>
      <div className={classes.panelBody}>
        {error && (
          <p role="alert" className={classes.error}>
            {error.message}
          </p>
        )}
        {!type && !error && <Loader size="sm" m="md" aria-label="Loading" />}
        {type && <TypeDetails type={type} />}
      </div>
    </aside>
  );
}

const when = (time: string): string => momentField(time).slice(0, 16);

function TypeDetails({ type: { service, name, state, declared, drift } }: { readonly type: EntryTypeResponse }) {
  const fields = Object.keys(declared?.fields ?? {}).length;
  return (
    <>
      {state === 'unknown' && (
        <p className={classes.notice}>
          {visibleName(service)} writes entries of this type and has not declared it. Declare it and register anew, or
          find out who writes it.
        </p>
      )}
      {declared?.retired_at !== undefined && (
        <p className={classes.notice}>
          No longer declared since {when(declared.retired_at)}. What was written before is still here.
        </p>
      )}
      {drift.length > 0 && state !== 'unknown' && (
        <Section title={`Drift (${drift.length})`}>
          <DriftList service={service} name={name} drift={drift} />
        </Section>
      )}
      {state === 'unknown' && <DriftList service={service} name={name} drift={drift} />}
      {declared && (
        <Section title="Declaration">
          <dl className={classes.facts}>
            <Fact name="Service">{visibleName(service)}</Fact>
            <Fact name="Message">
              <MessageTemplate message={declared.message} />
            </Fact>
            <Fact name={declared.levels.length > 1 ? 'Levels' : 'Level'}>
              <TypeLevels levels={declared.levels} />
            </Fact>
            <Fact name="Stream">{declared.stream}</Fact>
            <Fact name="Retention">{declared.retention}</Fact>
            <Fact name="Workflow">{declared.workflow}</Fact>
            <Fact name="Page">{declared.page}</Fact>
            <Fact name="Version">{declared.version}</Fact>
            <Fact name="Registered">
              {when(declared.first_registered_at)}
              {declared.last_registered_at !== declared.first_registered_at &&
                `, last ${when(declared.last_registered_at)}`}
            </Fact>
          </dl>
        </Section>
      )}
      {declared && (
        <Section title={`Fields (${fields})`}>
          {fields === 0 ? (
            <p className={classes.none}>It has no fields of its own.</p>
          ) : (
            <FieldList fields={declared.fields} />
          )}
        </Section>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  if (children === undefined || children === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
