import type { EntryTypeSummary } from '@heartwood/server/contract';
import { Checkbox, Loader, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { entryTypesQuery } from '../api/entry-types.js';
import { useShortcuts } from '../explore/keyboard/use-shortcuts.js';
import classes from './entry-types.module.css';
import type { EntryTypesSearch } from './entry-types-search.js';
import { NoTypes } from './no-types.js';
import { TypePanel } from './type-panel.js';
import { TypeRow } from './type-row.js';

const route = getRouteApi('/shell/entry-types');

/** Rows in the table at once; nobody reads on beyond them, and a browser lays them out in no time. */
const SHOWN = 500;

/** What applications declare that they log, and where they do otherwise. */
export function EntryTypesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(search.q ?? '');
  const narrow = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const { data, error, isPending } = useQuery(entryTypesQuery(search.q ?? '', search.service ?? ''));

  const update = (change: { readonly [Name in keyof EntryTypesSearch]?: string | undefined }, replace = true) =>
    void navigate({
      replace,
      search: (previous) =>
        Object.fromEntries(Object.entries({ ...previous, ...change }).filter(([, value]) => value)) as EntryTypesSearch,
    });
  const filter = useDebouncedCallback((q: string) => update({ q: q.trim() }), 200);
  const close = () => update({ of: undefined, type: undefined }, false);
  useShortcuts({ escape: () => search.type && close() });

  const found = data?.entry_types.filter(({ drift }) => search.drift !== '1' || drift.findings > 0) ?? [];
  const drifted = data?.entry_types.filter(({ drift }) => drift.findings > 0).length ?? 0;
  const nothingYet = data?.services.length === 0;
  return (
    <div className={classes.types}>
      <div className={classes.main}>
        <div className={classes.head}>
          <h1>Entry types</h1>
          <TextInput
            className={classes.filter ?? ''}
            size="xs"
            aria-label="Filter"
            placeholder="Name, message, workflow, page"
            leftSection={<IconSearch size={14} />}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              filter(event.currentTarget.value);
            }}
          />
          <NativeSelect
            size="xs"
            aria-label="Service"
            value={search.service ?? ''}
            onChange={(event) => update({ service: event.currentTarget.value })}
            data={[
              { value: '', label: 'Every service' },
              ...(data?.services ?? []).map(({ service }) => ({ value: service, label: service })),
            ]}
          />
          <Checkbox
            size="xs"
            label="With drift"
            checked={search.drift === '1'}
            onChange={(event) => update({ drift: event.currentTarget.checked ? '1' : undefined })}
          />
          {data && !nothingYet && (
            <span className={classes.total}>
              {found.length} {found.length === 1 ? 'type' : 'types'}
              {search.drift !== '1' && drifted > 0 && <span>, {drifted} with drift</span>}
            </span>
          )}
        </div>
        <div className={classes.scroller}>
          {isPending && <Loader size="sm" m="lg" aria-label="Loading" />}
          {error && (
            <p role="alert" className={classes.error}>
              {error.message}
            </p>
          )}
          {nothingYet ? (
            <NoTypes />
          ) : (
            data && (
              <TypeTable
                types={found}
                isSelected={({ service, name }) => service === search.of && name === search.type}
                onOpen={({ service, name }) => update({ of: service, type: name }, search.type !== undefined)}
              />
            )
          )}
          {(found.length > SHOWN || data?.truncated) && (
            <p className={classes.none}>Only the first {SHOWN} are shown; the filter finds the others.</p>
          )}
        </div>
      </div>
      {search.of !== undefined && search.type !== undefined && (
        <TypePanel service={search.of} name={search.type} fullScreen={narrow} onClose={close} />
      )}
    </div>
  );
}

interface TypeTableProps {
  readonly types: readonly EntryTypeSummary[];
  readonly isSelected: (type: EntryTypeSummary) => boolean;
  readonly onOpen: (type: EntryTypeSummary) => void;
}

function TypeTable({ types, isSelected, onOpen }: TypeTableProps) {
  if (types.length === 0) return <p className={classes.none}>No entry type is like that.</p>;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>Type</th>
          <th>Service</th>
          <th>Level</th>
          <th>Stream</th>
          <th className={classes.message}>Message</th>
          <th>Drift</th>
        </tr>
      </thead>
      <tbody>
        {types.slice(0, SHOWN).map((type) => (
          <TypeRow
            key={`${type.service}\n${type.name}`}
            type={type}
            selected={isSelected(type)}
            onOpen={() => onOpen(type)}
          />
        ))}
      </tbody>
    </table>
  );
}
