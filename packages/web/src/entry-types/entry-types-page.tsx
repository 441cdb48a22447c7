import { Checkbox, Loader, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { entryTypesQuery } from '../api/entry-types.js';
import { useShortcuts } from '../explore/keyboard/use-shortcuts.js';
import classes from './entry-types.module.css';
import type { EntryTypesSearch } from './entry-types-search.js';
import { NoTypes } from './no-types.js';
import { TypePanel } from './type-panel.js';
import { TypeTable } from './type-table.js';
import { visibleName } from './visible-name.js';

const route = getRouteApi('/shell/entry-types');

/** What applications declare that they log, and where they do otherwise. */
export function EntryTypesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
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
              ...(data?.services ?? []).map(({ service }) => ({ value: service, label: visibleName(service) })),
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
              {found.length.toLocaleString('en')} {found.length === 1 ? 'type' : 'types'}
              {search.drift !== '1' && drifted > 0 && <span>, {drifted.toLocaleString('en')} with drift</span>}
            </span>
          )}
        </div>
        <div ref={scroller} className={classes.scroller}>
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
                selected={{ service: search.of, name: search.type }}
                onOpen={({ service, name }) => update({ of: service, type: name }, search.type !== undefined)}
                scroller={scroller}
              />
            )
          )}
          {data?.truncated && (
            <p className={classes.none}>There are more; the filter and the service find the others.</p>
          )}
        </div>
      </div>
      {search.of !== undefined && search.type !== undefined && (
        <TypePanel service={search.of} name={search.type} fullScreen={narrow} onClose={close} />
      )}
    </div>
  );
}
